import { join } from "node:path";
import { exists, readJson, readText } from "./readFiles";

export const tokenizerFileNames = ["tokenizer.json", "tokenizer_config.json", "vocab.txt"] as const;
export type TokenizerFileName = (typeof tokenizerFileNames)[number];

/** The tokenizer's files of a model folder; absent where the folder lacks them. */
export interface TokenizerFiles {
  /** Parsed `tokenizer.json`. */
  readonly tokenizerJson?: unknown;
  /** Parsed `tokenizer_config.json`. */
  readonly tokenizerConfig?: unknown;
  /** Text of `vocab.txt`. */
  readonly vocabTxt?: string;
  /** The text of each file there, to be written unchanged beside a model trained further. */
  readonly texts: Readonly<Partial<Record<TokenizerFileName, string>>>;
}

const largestFile = 2 ** 24;

/** Reads whichever of the tokenizer's files are in the folder; throws a Fault that names one it cannot read. */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const tokenizer = await ifThere(join(folder, "tokenizer.json"), readJson);
  const config = await ifThere(join(folder, "tokenizer_config.json"), readJson);
  const vocabTxt = await ifThere(join(folder, "vocab.txt"), readText);
  return {
    ...(tokenizer && { tokenizerJson: tokenizer.value }),
    ...(config && { tokenizerConfig: config.value }),
    ...(vocabTxt !== undefined && { vocabTxt }),
    texts: {
      ...(tokenizer && { "tokenizer.json": tokenizer.text }),
      ...(config && { "tokenizer_config.json": config.text }),
      ...(vocabTxt !== undefined && { "vocab.txt": vocabTxt }),
    },
  };
}

async function ifThere<T>(
  path: string,
  read: (path: string, limit: number) => Promise<T>,
): Promise<T | undefined> {
  return (await exists(path)) ? read(path, largestFile) : undefined;
}
