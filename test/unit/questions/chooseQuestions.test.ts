import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseQuestions } from "../../../src/core/questions/chooseQuestions";
import type { WordQuestion } from "../../../src/core/questions/wordQuestion";

const wordsOf = (text: string) =>
  chooseQuestions([{ file: "a.ts", text }], 100)
    .map(({ word }) => word)
    .sort();

describe("words that are asked for", () => {
  test.each([
    ["whole words of three letters or more", "if (to) return theValue;", ["return", "theValue"]],
    ["no punctuation, no numbers", "100 + 0x1234 == ...", []],
    ["the parts of an identifier with underscores", "max_file_size", ["file", "max", "size"]],
    ["letters with digits behind them", "utf8 sha256 x86", ["sha256", "utf8"]],
    ["words with accents, also combining ones", "größer nai\u0308ve", ["größer", "nai\u0308ve"]],
    ["no encoded data", `const key = "${"QWxhZGRpbjpvcGVuIHNlc2FtZQ".repeat(2)}"`, ["const", "key"]],
    ["nothing of scripts without spaces", "今日は天気 weather", ["weather"]],
  ])("%s", (_, text, expected) => expect(wordsOf(text)).toEqual(expected));

  test("stand in what is around them", () => {
    const text = "the keeper lights it";
    for (const { before, word, after } of chooseQuestions([{ file: "a", text }], 9))
      expect(before + word + after).toBe(text);
  });

  test("of a line that repeats in a file are asked once", () => {
    expect(wordsOf("return nothing;\n".repeat(20))).toEqual(["nothing", "return"]);
  });

  test("a line of a million letters takes no longer than its length", () => {
    const fastest = (words: number): number => {
      const times = [1, 2, 3].map(() => {
        const started = performance.now();
        expect(wordsOf("word ".repeat(words))).toHaveLength(25); // what differs is how far its ends are
        return performance.now() - started;
      });
      return Math.min(...times);
    };
    expect(fastest(200_000) / fastest(50_000)).toBeLessThan(9); // 4 times the length; its square would be 16 times
  });
});

const line = fc.stringMatching(/^[a-z]{3,8}( [a-z]{3,8}){2,6}$/);
const lines = fc.uniqueArray(line, { minLength: 5, maxLength: 60 });
const key = ({ file, before, word }: WordQuestion) => [file, before.split("\n").at(-1), word].join("|");

describe("which words are chosen", () => {
  test("depends on their line and file alone: a new line takes the place of few", () => {
    fc.assert(
      fc.property(lines, line, fc.nat(), (all, added, at) => {
        fc.pre(!all.includes(added));
        const changed = all.toSpliced(at % all.length, 0, added);
        const choose = (text: readonly string[]) =>
          chooseQuestions([{ file: "a.md", text: text.join("\n") }], 20).map(key);
        const [before, after] = [choose(all), new Set(choose(changed))];
        const gone = before.filter((each) => !after.has(each)).length;
        expect(gone).toBeLessThanOrEqual(added.split(" ").length);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  test("does not depend on the order of the files", () => {
    const texts = Array.from({ length: 9 }, (_, at) => ({
      file: `${at}.md`,
      text: `some words of file ${at}`,
    }));
    expect(chooseQuestions(texts, 7)).toEqual(chooseQuestions(texts.toReversed(), 7));
  });
});
