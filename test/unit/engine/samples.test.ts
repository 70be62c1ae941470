import { describe, expect, test } from "vitest";
import { sampleSentences } from "../../../src/engine/corpus/sampleSentences";
import { fillSentences, hideOneWord } from "../../../src/engine/follow/sampleFills";
import { loadModel } from "../../../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../../../src/node/onnxRuntime";
import { smallTokenizer } from "../../support/smallTokenizer";

const tokenizer = smallTokenizer(["the", "model", "learns", "words", "quick", "##ly", "a", "42"]);

describe("hiding one word", () => {
  test.each([
    ["quickly learns", ["learns"]],
    ["the words, the model", ["the", "words", "model"]],
    ["a [MASK] the", ["the", "MASK"]],
  ])("%s", (sentence, words) => {
    const hidden = hideOneWord(sentence, tokenizer);
    expect(words).toContain(hidden?.answer);
    expect(hidden?.text.includes("[MASK]")).toBe(true);
    expect(hideOneWord(sentence, tokenizer)).toEqual(hidden);
  });

  test("any word may be the one, and put back it gives the sentence", () => {
    const sentences = Array.from({ length: 60 }, (_, at) => `the model learns words ${at}`);
    const answers = new Set(
      sentences.map((sentence) => {
        const hidden = hideOneWord(sentence, tokenizer);
        expect(hidden?.text.replace("[MASK]", hidden.answer)).toBe(sentence);
        return hidden?.answer;
      }),
    );
    expect(answers).toEqual(new Set(["the", "model", "learns", "words"]));
  });

  test.each(["", "a 42", "quickly", "unheard of"])("%s has no word to hide", (sentence) => {
    expect(hideOneWord(sentence, tokenizer)).toBeUndefined();
  });
});

describe("filling a sentence of the report", () => {
  test("offers words, and no mark or piece of one, where the model alone finds a mark likelier", async () => {
    const sentences = [{ text: '"""Says [MASK] the next calm opens, for people who cannot see the board.' }];
    const [words] = await fillSentences(onnxRuntimeBackend({}), await loadModel("models/base"), sentences, 3);
    expect(words.map(({ text }) => text)).toEqual(Array(3).fill(expect.stringMatching(/^\p{L}+$/u)));
  });
});

describe("sample sentences", () => {
  const textsOf = (names: readonly string[], read: (name: string) => string = text) =>
    names.map((name) => ({ name, text: () => read(name) }));
  const line = (name: string, index: number) => `The file ${name} has this line with number ${index} inside`;
  const text = (name: string) =>
    ["x = 1;", ...Array.from({ length: 8 }, (_, index) => line(name, index)), ""].join("\n");

  test("come from as many files as possible", () => {
    const picked = sampleSentences(textsOf(["aaa", "ccc"]), { count: 4, seed: 42 });
    expect(picked).toHaveLength(4);
    expect(picked.filter((sentence) => sentence.includes("aaa"))).toHaveLength(2);
  });

  test("come from other files where some are gone", () => {
    const read = (name: string) => (name === "bbb" ? text(name) : "");
    const picked = sampleSentences(textsOf(["aaa", "bbb", "ccc"], read), { count: 3, seed: 42 });
    expect(picked).toHaveLength(3);
    expect(picked.every((sentence) => sentence.includes("bbb"))).toBe(true);
  });

  test("leave out lines that do not read like a sentence", () => {
    const read = () => `x = 1;\n${"long ".repeat(30)}\nif (a) { b }`;
    expect(sampleSentences(textsOf(["a"], read), { count: 5, seed: 42 })).toEqual([]);
  });

  test("do not depend on the order of the files, and read few of them", () => {
    const names = Array.from({ length: 2000 }, (_, index) => `file${index}`);
    let reads = 0;
    const read = (name: string) => {
      reads++;
      return text(name);
    };
    const of = (order: readonly string[]) => sampleSentences(textsOf(order, read), { count: 5, seed: 1 });
    expect(of(names.toReversed())).toEqual(of(names));
    expect(reads).toBe(10);
  });
});
