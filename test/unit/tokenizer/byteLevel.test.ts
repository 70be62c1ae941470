import { Tokenizer as TheirTokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdBuffer } from "../../../src/core/tokenizer/idBuffer";
import type { Tokenizer } from "../../../src/core/tokenizer/tokenizer";
import { BYTE_LEVEL, byteLevelFiles, byteLevelTokenizer, readFixture, unitOfCodePoint } from "./fixtures";

interface Row {
  text: string;
  ids: number[];
  tokens: string[];
  offsets_codepoints: [number, number][];
  decoded: string;
  ordinary?: number[];
}

interface Variant {
  tokenizer: (typeof BYTE_LEVEL)[number];
  variant: string;
  changes: { model?: object };
  rows: Row[];
}

const families: Record<string, Row[]> = JSON.parse(readFixture("tokenization-families.json"));
const variants: Variant[] = JSON.parse(readFixture("byte-level.json"));

function idsOf(tokenizer: Tokenizer, text: string): number[] {
  const ids = new IdBuffer(1);
  tokenizer.encodeIds(text, ids);
  return [...ids.view()];
}

function expectRow(tokenizer: Tokenizer, { text, ids, tokens, offsets_codepoints, decoded }: Row): void {
  const encoding = tokenizer.encode(text);
  const units = unitOfCodePoint(text);
  expect([...encoding.ids]).toEqual(ids);
  expect(encoding.tokens).toEqual(tokens);
  expect(Array.from(encoding.starts, (start, i) => [start, encoding.ends[i]])).toEqual(
    offsets_codepoints.map(([start, end]) => [units[start], units[end]]),
  );
  expect(tokenizer.decode(ids, { skipSpecialTokens: true })).toBe(decoded);
}

describe.each(BYTE_LEVEL)("%s against Transformers", (name) => {
  const tokenizer = byteLevelTokenizer(name);
  it.each(families[name])("$text", (row) => expectRow(tokenizer, row));
});

describe.each(variants)("$tokenizer, $variant, against Rust", ({ tokenizer: name, changes, rows }) => {
  const files = byteLevelFiles(name);
  const whole = files["tokenizer.json"] as { model: object };
  const json = { ...whole, ...changes, model: { ...whole.model, ...changes.model } };
  const tokenizer = byteLevelTokenizer(name, { "tokenizer.json": json });

  it.each(rows)("$text", (row) => {
    expectRow(tokenizer, row);
    expect(idsOf(tokenizer, row.text)).toEqual(row.ordinary);
  });
});

const SEED = { seed: 20_261_127, numRuns: 1000 };
/** Any UTF-16 units, lone surrogates included, with what matters made frequent. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        "[MASK]",
        "<mask>",
        " ",
        "    ",
        "\n",
        "'s",
        "the",
        " the",
        "e\u0301",
        "\u{1f600}",
        "xx",
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
const asciiText = fc.string({ unit: fc.constantFrom(..." \n\tabehlostxTAMK019.,_-#[]()<>'"), maxLength: 80 });

describe.each(BYTE_LEVEL)("any text, %s", (name) => {
  const tokenizer = byteLevelTokenizer(name);
  const asText = { addSpecialTokens: false, parseSpecialTokens: false };

  it("comes back from its ids, in Normalization Form C where the tokenizer has it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const whole = text.replace(
          /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
          "\ufffd",
        );
        const decoded = tokenizer.decode(tokenizer.encode(text, asText).ids);
        expect(decoded).toBe(name === "modernbert" ? whole.normalize("NFC") : whole);
      }),
      SEED,
    );
  });

  it("has its tokens in ascending places inside it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { starts, ends } = tokenizer.encode(text, asText);
        for (let i = 0; i < starts.length; i++) {
          expect(starts[i]).toBeLessThanOrEqual(ends[i]!);
          expect(starts[i]).toBeGreaterThanOrEqual(i > 0 ? starts[i - 1]! : 0);
          expect(ends[i]).toBeLessThanOrEqual(text.length);
        }
      }),
      SEED,
    );
  });

  it("has the same ids on the fast path, with any cache, or none", () => {
    const others = [0, 1, 8].map((cacheWords) => byteLevelTokenizer(name, {}, { cacheWords }));
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = [...tokenizer.encode(text, asText).ids];
        for (const other of [tokenizer, ...others]) expect(idsOf(other, text)).toEqual(expected);
      }),
      SEED,
    );
  });

  it("has the ids of @huggingface/tokenizers where it is ASCII", () => {
    const { "tokenizer.json": json, "tokenizer_config.json": config } = byteLevelFiles(name);
    const theirs = new TheirTokenizer(json as object, config as object);
    fc.assert(
      fc.property(asciiText, (text) => {
        expect([...tokenizer.encode(text).ids]).toEqual([...theirs.encode(text).ids]);
      }),
      SEED,
    );
  });
});

describe.each(BYTE_LEVEL)("long text that %s cannot cut into words", (name) => {
  const tokenizer = byteLevelTokenizer(name);
  it.each([
    ["one letter", "x".repeat(400_000)],
    ["letters", "the".repeat(133_333)],
    ["spaces", " ".repeat(400_000)],
    ["line ends", "\r\n".repeat(200_000)],
    ["signs", "(".repeat(400_000)],
    ["marks on a letter", `e${"\u0301".repeat(200_000)}`],
    ["half a mask", "[MAS".repeat(100_000)],
    ["spaces before masks", `${" ".repeat(20_000)}[MASK]`.repeat(20)],
  ])("of %s takes no longer than its length", (_, text) => {
    expect(idsOf(tokenizer, text).length).toBeGreaterThan(0);
    expect(tokenizer.encode(text).ids.length).toBeGreaterThan(2);
  });
});
