import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bertSpec, DEFAULT_NORMALIZER } from "../../../src/core/tokenizer/spec";
import { createWordPieceTokenizer } from "../../../src/core/tokenizer/tokenizer";

interface Row {
  text: string;
  ids: number[];
  tokens: string[];
  offsets_codepoints: [number, number][];
}
const rows: Record<"cased" | "uncased", Row[]> = JSON.parse(
  readFileSync("test/fixtures/tokenization.json", "utf8"),
);

describe.each(["cased", "uncased"] as const)("the %s fixture", (name) => {
  const vocab = readFileSync(`test/fixtures/tokenizer-${name}/vocab.txt`, "utf8").trimEnd().split("\n");
  const tokenizer = createWordPieceTokenizer(
    bertSpec(vocab, { ...DEFAULT_NORMALIZER, lowercase: name === "uncased" }),
  );

  it.each(rows[name])("$text", ({ text, ids, tokens, offsets_codepoints }) => {
    const encoding = tokenizer.encode(text);
    const units = unitOfCodePoint(text);
    expect([...encoding.ids]).toEqual(ids);
    expect(encoding.tokens).toEqual(tokens);
    expect(Array.from(encoding.starts, (start, i) => [start, encoding.ends[i]])).toEqual(
      offsets_codepoints.map(([start, end]) => [units[start], units[end]]),
    );
  });
});

/** The UTF-16 position of each code point, and of the end. */
function unitOfCodePoint(text: string): number[] {
  const units = [0];
  for (const char of text) units.push(units.at(-1)! + char.length);
  return units;
}
