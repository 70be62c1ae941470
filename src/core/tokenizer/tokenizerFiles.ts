/** The files of a model folder in which tokenizers are found. */
export const TOKENIZER_FILES = [
  "tokenizer.json",
  "tokenizer_config.json",
  "vocab.txt",
  "vocab.json",
  "merges.txt",
] as const;
export type TokenizerFileName = (typeof TOKENIZER_FILES)[number];

/** Their contents, the JSON files parsed and the others as text; absent where the folder lacks them. */
export type TokenizerFiles = {
  readonly [Name in TokenizerFileName]?: Name extends `${string}.json` ? unknown : string;
};

/** Where a tokenizer's files are read from. */
export interface TokenizerSource {
  readonly files: TokenizerFiles;
  /** How a sentence calls the file of this name. */
  nameOf(name: TokenizerFileName): string;
}
