import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CutWords } from "../../../src/core/tokenizer/newWords";
import { bertSpec, DEFAULT_NORMALIZER, SPECIAL_TOKENS } from "../../../src/core/tokenizer/wordpiece/spec";
import {
  createWordPieceTokenizer,
  type WordPieceTokenizer,
} from "../../../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import { createRetokenizer } from "../../../src/core/tokenizer/words";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz0123456789_.#é"];
const PIECES = ["led", "##ger", "##gers", "##s", "a"];
const VOCAB = [
  ...Object.values(SPECIAL_TOKENS),
  ...LETTERS,
  ...LETTERS.map((letter) => `##${letter}`),
  ...PIECES.filter((piece) => piece.replace("##", "").length > 1),
];
const base = createWordPieceTokenizer(bertSpec(VOCAB, { ...DEFAULT_NORMALIZER, stripAccents: false }));
const withWords = (...words: string[]): WordPieceTokenizer =>
  createWordPieceTokenizer({ ...base.spec, vocab: [...base.spec.vocab, ...words] });
const idsOf = (text: string, tokenizer = base) => tokenizer.encode(text).ids;

describe("the words worth adding", () => {
  const best = (text: string, maxWords = 10, minCount = 2, times = 1) => {
    const words = new CutWords(base);
    words.add(idsOf(text), times);
    return words.best({ maxWords, minCount });
  };

  test.each<[string, string[], string[]]>([
    ["in several pieces", best("ledger led ledger"), ["ledger"]],
    ["often enough", best("ledger keeper keeper ledger pulse"), ["keeper", "ledger"]],
    ["by the tokens they save", best("ledger ledger ledger keeper keeper"), ["keeper", "ledger"]],
    ["no more than asked for", best("ledger ledger ledger keeper keeper", 1), ["keeper"]],
    ["of letters and digits that begin with a letter", best("1st 1st __ __ x1 x1"), ["x1"]],
    ["not those with unknown characters", best("naïve naïve"), []],
    ["not those that are data", best(`${"ab".repeat(20)} `.repeat(3)), []],
    ["counted as often as they are told to be", best("ledger", 10, 4, 4), ["ledger"]],
  ])("%s", (_name, found, expected) => {
    expect(found).toEqual(expected);
  });

  test("a word is what its pieces make", () => {
    expect(base.wordOf(base.encode("ledgers", { addSpecialTokens: false }).ids)).toBe("ledgers");
  });
});

describe("ids of the same text in another vocabulary", () => {
  const extended = withWords("ledger", "keeper", "lé");
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "ledger",
          "ledgers",
          "led",
          "keeper",
          "keepers",
          "Ledger",
          "lé",
          "[MASK]",
          "汉字",
          " ",
          "\n",
        ),
        fc.string({ unit: fc.constantFrom(...LETTERS, " ", "ï"), maxLength: 6 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(""));

  test.each([
    ["with more words", base, extended],
    ["with fewer words", extended, base],
  ])("%s are those that its tokenizer makes", (_name, from, to) => {
    const retokenize = createRetokenizer(from, to);
    fc.assert(
      fc.property(text, (written) => {
        expect([...retokenize(idsOf(written, from))]).toEqual([...idsOf(written, to)]);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});
