import { describe, expect, it } from "vitest";
import { createWordCounter } from "../../../src/core/tokenizer/wordpiece/countWords";
import { learnVocabulary } from "../../../src/core/tokenizer/wordpiece/learnVocabulary";
import { DEFAULT_NORMALIZER } from "../../../src/core/tokenizer/wordpiece/spec";
import { readFixture } from "./fixtures";

interface Row {
  lowercase: boolean;
  vocabSize: number;
  minFrequency: number;
  texts: string[];
  vocab: string[];
}
const rows: Row[] = JSON.parse(readFixture("learn-vocabulary.json"));

function count(texts: readonly string[], lowercase: boolean): ReadonlyMap<string, number> {
  const counter = createWordCounter({ normalizer: { ...DEFAULT_NORMALIZER, lowercase } });
  for (const text of texts) counter.add(text);
  return counter.counts;
}

describe("learnVocabulary", () => {
  it.each(rows)("is the reference's: $vocabSize pieces, lowercase $lowercase", (row) => {
    const learned = learnVocabulary(count(row.texts, row.lowercase), row);
    expect(learned).toEqual(row.vocab);
  });

  it("does not depend on the order of the words", () => {
    const counts = count(rows[0]!.texts, false);
    const reversed = new Map([...counts].reverse());
    expect(learnVocabulary(reversed, rows[0]!)).toEqual(rows[0]!.vocab);
  });

  it.each([
    { limit: 2, expected: ["a", "b"] },
    { limit: 3, expected: ["a", "b", "c"] },
  ])("keeps the $limit most frequent characters", ({ limit, expected }) => {
    const counts = new Map([
      ["b", 9],
      ["a", 5],
      ["d", 4],
      ["c", 4],
    ]);
    expect(learnVocabulary(counts, { vocabSize: 9, specialTokens: [], limitAlphabet: limit })).toEqual(
      expected,
    );
  });

  it("merges no pair that is rarer than the minimum", () => {
    const counts = new Map([
      ["ab", 2],
      ["cd", 3],
    ]);
    const options = { vocabSize: 99, specialTokens: ["[PAD]"], minFrequency: 3 };
    expect(learnVocabulary(counts, options)).toEqual(["[PAD]", "a", "b", "c", "d", "##b", "##d", "cd"]);
  });

  it("learns nothing but the special tokens from nothing", () => {
    expect(learnVocabulary(new Map(), { vocabSize: 10 })).toEqual([
      "[PAD]",
      "[UNK]",
      "[CLS]",
      "[SEP]",
      "[MASK]",
    ]);
  });
});

describe("createWordCounter", () => {
  const normalizer = { ...DEFAULT_NORMALIZER, lowercase: false };

  it("counts normalised words and punctuation", () => {
    expect([...count(["A a, A", "a\u200bb"], true)]).toEqual([
      ["a", 3],
      [",", 1],
      ["ab", 1],
    ]);
  });

  it("does not count words that are too long", () => {
    const counter = createWordCounter({ normalizer, maxWordLength: 4 });
    counter.add(`word ${"QUJD".repeat(2)} w\u00f6rd \u{1f600}\u{1f600}\u{1f600}\u{1f600} w\u00f6rds`);
    expect([...counter.counts.keys()]).toEqual(["word", "w\u00f6rd", "\u{1f600}\u{1f600}\u{1f600}\u{1f600}"]);
  });

  it("forgets the rarest words to bound its memory", () => {
    const counter = createWordCounter({ normalizer, maxWords: 8 });
    counter.add("often often often twice twice");
    for (let i = 0; i < 100; i++) {
      counter.add(`once${i}`);
      expect(counter.counts.size).toBeLessThanOrEqual(8);
    }
    expect(counter.counts.get("often")).toBe(3);
  });
});
