import { describe, expect, it } from "vitest";
import { IdBuffer } from "../../../src/core/tokenizer/idBuffer";
import { readTokenizer } from "../../../src/core/tokenizer/readTokenizer";
import { CASES, type Case, fixtureTokenizer, readFixture, unitOfCodePoint } from "./fixtures";

interface Row {
  text: string;
  ids: number[];
  tokens: string[];
  offsets_codepoints: [number, number][];
}
const rows: Record<Case, Row[]> = JSON.parse(readFixture("tokenization.json"));

describe.each(CASES)("encode, %s, against Transformers", (name) => {
  const fromJson = fixtureTokenizer(name);
  const config = JSON.parse(readFixture(`tokenizer-${name}/tokenizer_config.json`));
  const fromVocabTxt = readTokenizer(
    {
      files: { "vocab.txt": readFixture(`tokenizer-${name}/vocab.txt`), "tokenizer_config.json": config },
      nameOf: (file) => file,
    },
    name,
  );

  it.each(rows[name])("$text", ({ text, ids, tokens, offsets_codepoints }) => {
    const encoding = fromJson.encode(text);
    const units = unitOfCodePoint(text);
    expect([...encoding.ids]).toEqual(ids);
    expect(encoding.tokens).toEqual(tokens);
    expect(Array.from(encoding.starts, (start, i) => [start, encoding.ends[i]])).toEqual(
      offsets_codepoints.map(([start, end]) => [units[start], units[end]]),
    );
    expect([...fromVocabTxt.encode(text).ids]).toEqual(ids);
  });
});

describe("options", () => {
  const tokenizer = fixtureTokenizer("cased");

  it("leaves out [CLS] and [SEP]", () => {
    expect(tokenizer.encode("A [MASK]", { addSpecialTokens: false }).tokens).toEqual(["A", "[MASK]"]);
  });

  it("takes a special token in the text as ordinary text", () => {
    const ids = new IdBuffer(1);
    tokenizer.encodeIds("A [MASK]", ids);
    const tokens = Array.from(ids.view(), (id) => tokenizer.idToToken(id));
    expect(tokens.slice(0, 2)).toEqual(["A", "["]);
    expect(tokens.at(-1)).toBe("]");
    expect(tokens).not.toContain("[MASK]");
  });

  it("appends to what the buffer holds", () => {
    const ids = new IdBuffer(1);
    for (const text of ["A", "-", "B"]) tokenizer.encodeIds(text, ids);
    expect([...ids.toArray()]).toEqual([...tokenizer.encode("A-B", { addSpecialTokens: false }).ids]);
  });

  it.each([
    [100, false],
    [101, true],
  ])("a word of %i code points is unknown: %s", (length, unknown) => {
    for (const char of ["a", "\u00e9", "\u{1f600}"]) {
      const { ids } = tokenizer.encode(`a${char.repeat(length - 1)}`, { addSpecialTokens: false });
      if (char !== "\u{1f600}") expect(ids.length === 1).toBe(unknown);
      expect(ids.includes(tokenizer.unkTokenId)).toBe(unknown || char === "\u{1f600}");
    }
  });
});

describe("the vocabulary", () => {
  const tokenizer = fixtureTokenizer("cased");

  it("knows its special tokens", () => {
    const { padTokenId, unkTokenId, clsTokenId, sepTokenId, maskTokenId } = tokenizer;
    expect([padTokenId, unkTokenId, clsTokenId, sepTokenId, maskTokenId]).toEqual([0, 1, 2, 3, 4]);
    expect(tokenizer.vocabSize).toBe(400);
    expect([0, 4, 5, -1, 400].map(tokenizer.isSpecial)).toEqual([true, true, false, false, false]);
  });

  it("maps tokens to ids and back", () => {
    for (let id = 0; id < 400; id++) expect(tokenizer.tokenToId(tokenizer.idToToken(id)!)).toBe(id);
    expect(tokenizer.tokenToId("__proto__")).toBeUndefined();
    expect(tokenizer.idToToken(400)).toBeUndefined();
  });

  it("knows which tokens continue a word", () => {
    const continuing = ["##a", "a", "#", "[MASK]"].map((token) =>
      tokenizer.continuesWord(tokenizer.tokenToId(token)!),
    );
    expect(continuing).toEqual([true, false, false, false]);
  });
});
