import { readFileSync } from "node:fs";
import { createTokenizer } from "../../../src/core/tokenizer/kinds";
import { readTokenizer, tokenizerFromJson } from "../../../src/core/tokenizer/readTokenizer";
import type { Tokenizer, TokenizerOptions } from "../../../src/core/tokenizer/tokenizer";
import type { TokenizerFiles } from "../../../src/core/tokenizer/tokenizerFiles";
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

/** The UTF-16 position of each code point, and of the end. */
export function unitOfCodePoint(text: string): number[] {
  const units = [0];
  for (const char of text) units.push(units.at(-1)! + char.length);
  return units;
}

export const BYTE_LEVEL = ["roberta", "modernbert"] as const;

export function byteLevelFiles(name: (typeof BYTE_LEVEL)[number]): TokenizerFiles {
  return {
    "tokenizer.json": JSON.parse(readFixture(`tokenizer-${name}/tokenizer.json`)),
    "tokenizer_config.json": JSON.parse(readFixture(`tokenizer-${name}/tokenizer_config.json`)),
  };
}

/** The tokenizer of a folder that has these files. */
export function fromFiles(files: TokenizerFiles): Tokenizer {
  return readTokenizer({ files, nameOf: (name) => `models/x/${name}` }, "models/x");
}

/** `changes`: files in the place of the fixture's. */
export function byteLevelTokenizer(
  name: (typeof BYTE_LEVEL)[number],
  changes: TokenizerFiles = {},
  options?: TokenizerOptions,
): Tokenizer {
  return createTokenizer(fromFiles({ ...byteLevelFiles(name), ...changes }).spec, options);
}
