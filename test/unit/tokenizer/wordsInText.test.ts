import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentEvidence } from "../../../src/core/memory/documentEvidence";
import { gapBetween } from "../../../src/core/memory/gap";
import { knownInPlace } from "../../../src/core/memory/wordForms";
import { createWordTable } from "../../../src/core/memory/wordTable";
import { maskedText } from "../../../src/core/prediction/maskedText";
import { createRandom } from "../../../src/core/random";
import { wordKinds } from "../../../src/core/ranking/wordKind";
import { CutWords } from "../../../src/core/tokenizer/newWords";
import { createRetokenizer, forEachWord } from "../../../src/core/tokenizer/words";
import { maskTokens } from "../../../src/core/training/masking";
import { hideOneWord } from "../../../src/engine/follow/sampleFills";
import { tokenizerFingerprint } from "../../../src/node/corpus/tokenizerFingerprint";
import { byteLevelFiles, byteLevelTokenizer, fixtureTokenizer, fromFiles } from "./fixtures";

const prefixed = byteLevelFiles("roberta")["tokenizer.json"] as { pre_tokenizer: object };
const KINDS = [
  ["WordPiece", fixtureTokenizer("cased")],
  ["byte-level", byteLevelTokenizer("roberta")],
  ["byte-level with NFC and runs of spaces", byteLevelTokenizer("modernbert")],
  [
    "byte-level behind a space",
    byteLevelTokenizer("roberta", {
      "tokenizer.json": { ...prefixed, pre_tokenizer: { ...prefixed.pre_tokenizer, add_prefix_space: true } },
    }),
  ],
] as const;

const AS_TEXT = { addSpecialTokens: false, parseSpecialTokens: false };

describe.each(KINDS)("%s", (name, tokenizer) => {
  const isByteLevel = tokenizer.writesSpaces;
  const idsOf = (text: string) => tokenizer.encode(text, AS_TEXT).ids;
  const wordsOf = (text: string) => {
    const ids = idsOf(text);
    const words: string[] = [];
    forEachWord(ids, tokenizer, (start, end) =>
      words.push(tokenizer.decode(ids.subarray(start, end)).trim()),
    );
    return words.filter((word) => word !== "");
  };

  test.each([
    ["the lighthouse keeper", ["the", "lighthouse", "keeper"]],
    ["foo_bar.getName(x86)", ["foo", "_", "bar", ".", "getName", "(", "x86", ")"]],
    ["  return\n\tvalue;", ["return", "value", ";"]],
  ])("the words of %j are its letters and digits in a row", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test.each([
    ["the [MASK]", "the", [true], ""],
    ["the [MASK] keeper", "the", [true], " keeper"],
    ["foo.[MASK](", "foo.", [false], "("],
    ["[MASK]Foo", "", [name === "byte-level behind a space"], "Foo"],
    ["x\n[MASK] = [MASK];", "x\n", [false, true], ";"],
    ["a\t[MASK]", "a\t", [false], ""],
  ])("the words of %j fit their places", (text, before, spaced, after) => {
    const { ids, masks } = maskedText(text, tokenizer);
    expect(masks.map((mask) => mask.spaced)).toEqual(isByteLevel ? spaced : spaced.map(() => false));
    expect(masks.map(({ offset }) => offset)).toEqual(
      [...text.matchAll(/\[MASK\]/g)].map(({ index }) => index),
    );
    expect(masks.map(({ position }) => ids[position])).toEqual(masks.map(() => tokenizer.maskTokenId));
    const written = (part: Int32Array) => tokenizer.decode(part).trim();
    expect(written(ids.subarray(0, masks[0]!.position))).toBe(before.trim());
    expect(written(ids.subarray(masks.at(-1)!.position + 1))).toBe(after.trim());
  });

  test.each(["lighthouse", "zzyzx", "a"])(
    "a text with %s in a gap has the tokens that it has in one piece",
    (word) => {
      for (const [before, after] of [
        ["the ", " keeper"],
        ["foo.", "("],
        ["\n    ", " = 1"],
        ["", ";"],
        ["x  ", ""],
      ] as const) {
        const [head, tail] = tokenizer.encodeAround([before, after]);
        const pieces = tokenizer.piecesOf(word, head!.spaced);
        expect([...head!.ids, ...pieces, ...tail!.ids]).toEqual([...idsOf(before + word + after)]);
        expect(tokenizer.beginsWord(pieces[0]!, head!.spaced)).toBe(true);
        if (isByteLevel) expect(tokenizer.beginsWord(pieces[0]!, !head!.spaced)).toBe(false);
        expect(tokenizer.wordOf(pieces).trim()).toBe(word);
      }
    },
  );

  test("special tokens in a document are ordinary text, but for the placeholder", () => {
    const own = tokenizer.idToToken(tokenizer.clsTokenId)!;
    const { ids, masks } = maskedText(`a ${own} <mask> [MASK]`, tokenizer);
    expect(ids).not.toContain(tokenizer.clsTokenId);
    expect([...ids].filter((id) => id === tokenizer.maskTokenId)).toHaveLength(1);
    expect(masks).toHaveLength(1);
  });

  test("words that are cut often become tokens, whose text comes back", () => {
    const text = "the ledgers (ledgers) ".repeat(5);
    const cut = new CutWords(tokenizer);
    cut.add(idsOf(text));
    const words = cut.best({ maxWords: 10, minCount: 5 });
    expect(words.map((word) => word.trim()).filter((word) => word === "ledgers")).toHaveLength(
      isByteLevel ? 2 : 1,
    );
    const extended = tokenizer.withWords(words);
    expect(extended.vocabSize).toBe(tokenizer.vocabSize + words.length);
    for (const word of words) expect([...extended.piecesOf(word)]).toHaveLength(1);
    expect(extended.lastWords(words.length)).toEqual(words);
    expect(extended.decode(extended.encode(text, AS_TEXT).ids)).toBe(tokenizer.decode(idsOf(text)));
    const read = fromFiles(extended.files());
    expect(read.identity()).toBe(extended.identity());
    expect(read.withoutLastWords(words.length).identity()).toBe(tokenizer.identity());
    expect(read.lastWords(0)).toEqual([]);
  });

  test("ids of the same text in a vocabulary with more words are those that its tokenizer makes", () => {
    const extended = tokenizer.withWords(
      isByteLevel ? [" ledger", "ledger", "keeper"] : ["ledger", "keeper"],
    );
    const text = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            " ledger",
            "ledgers",
            " keeper",
            "keeper",
            "(",
            "[MASK]",
            "    ",
            "\n",
            "汉字",
            "é",
            "x1",
            "'s ",
          ),
          fc.string({ unit: "grapheme", maxLength: 4 }),
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join("").replace(/[\ud800-\udfff]/g, ""));
    for (const [from, to] of [
      [tokenizer, extended],
      [extended, tokenizer],
    ] as const) {
      const retokenize = createRetokenizer(from, to);
      fc.assert(
        fc.property(text, (written) => {
          const expected = [...to.encode(written, AS_TEXT).ids];
          expect([...retokenize(from.encode(written, AS_TEXT).ids)]).toEqual(expected);
        }),
        { seed: 5, numRuns: 500 },
      );
    }
  });

  test("all pieces of a word are masked together", () => {
    const ids = idsOf("the lighthouse keeper_of foo.barBaz(x86) ".repeat(20));
    const options = { mlmProbability: 0.3, wholeWordMask: true };
    const { positions } = maskTokens(ids, tokenizer, options, createRandom(3));
    const chosen = new Set(positions);
    expect(positions.length).toBeGreaterThan(10);
    forEachWord(ids, tokenizer, (start, end) => {
      const inWord = Array.from({ length: end - start }, (_, at) => chosen.has(start + at));
      expect(new Set(inWord).size).toBe(1);
    });
  });

  test("a word that a document has elsewhere is known in a gap, however it is written there", () => {
    const table = createWordTable(tokenizer);
    const [head, tail] = tokenizer.encodeAround(["lighthouse(x); the lighthouse; return y.", ";"]);
    const found = {
      document: documentEvidence(head!.ids, tail!.ids, gapBetween(head!.ids, tail!.ids), table),
    };
    const known = knownInPlace(found, tokenizer, head!.spaced);
    const evidence = known.document!.of([...tokenizer.piecesOf("lighthouse", head!.spaced)]);
    expect(evidence?.total).toBe(2);
    expect(evidence!.distance).toBeLessThan(Infinity);
  });

  test("kinds of words are told by their letters", () => {
    const kindOf = wordKinds(tokenizer);
    const kinds = ["lighthouse", "x", "("].map((word) => kindOf([...tokenizer.piecesOf(word, true)]));
    expect(kinds).toEqual(["word", "short", "mark"]);
  });

  test("a word that is hidden in a sentence leaves its space where it is", () => {
    const hidden = hideOneWord("xx the xx", tokenizer.withWords(isByteLevel ? [" the"] : []));
    if (hidden === undefined) throw new Error("no word was hidden");
    expect(hidden.answer.trim()).toBe(hidden.answer);
    expect(hidden.text.replace("[MASK]", hidden.answer)).toBe("xx the xx");
  });
});

test("no two of these have one fingerprint", () => {
  expect(new Set(KINDS.map(([, tokenizer]) => tokenizerFingerprint(tokenizer))).size).toBe(KINDS.length);
});
