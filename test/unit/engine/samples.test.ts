import { describe, expect, test } from "vitest";
import { hideOneWord } from "../../../src/engine/sampleFills";
import { SampleSentences } from "../../../src/engine/sampleSentences";
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

describe("sample sentences", () => {
  const line = (name: string, index: number) => `The file ${name} has this line with number ${index} inside`;
  const text = (name: string) =>
    ["x = 1;", ...Array.from({ length: 8 }, (_, index) => line(name, index)), ""].join("\n");

  test("come from the held-out files, from as many as possible", () => {
    const samples = new SampleSentences(42);
    for (const name of ["aaa", "bbb", "ccc"]) samples.add(name, text(name));
    const picked = samples.pick(["aaa", "ccc"], 4);
    expect(picked).toHaveLength(4);
    expect(picked.filter((sentence) => sentence.includes("aaa"))).toHaveLength(2);
    expect(picked.filter((sentence) => sentence.includes("bbb"))).toEqual([]);
    expect(samples.pick([], 3)).toHaveLength(3);
  });

  test("leave out lines that do not read like a sentence", () => {
    const samples = new SampleSentences(42);
    samples.add("a", `x = 1;\n${"long ".repeat(30)}\nif (a) { b }`);
    expect(samples.pick([], 5)).toEqual([]);
  });

  test("do not depend on the order of the files, however many there are", () => {
    const names = Array.from({ length: 200 }, (_, index) => `file${index}`);
    const of = (order: readonly string[]) => {
      const samples = new SampleSentences(1);
      for (const name of order) samples.add(name, text(name));
      return samples.pick([], 5);
    };
    expect(of(names.toReversed())).toEqual(of(names));
  });
});
