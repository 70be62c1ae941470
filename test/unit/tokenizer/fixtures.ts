import { readFileSync } from "node:fs";
import { tokenizerFromJson } from "../../../src/core/tokenizer/readTokenizer";
import type { TokenizerOptions } from "../../../src/core/tokenizer/tokenizer";
import type { WordPieceTokenizer } from "../../../src/core/tokenizer/wordpiece/wordPieceTokenizer";

export const CASES = ["cased", "uncased"] as const;
export type Case = (typeof CASES)[number];

export function readFixture(name: string): string {
  return readFileSync(`test/fixtures/${name}`, "utf8");
}

export function fixtureTokenizer(name: Case, options?: TokenizerOptions): WordPieceTokenizer {
  const path = `tokenizer-${name}/tokenizer.json`;
  return tokenizerFromJson(JSON.parse(readFixture(path)), path, options) as WordPieceTokenizer;
}
