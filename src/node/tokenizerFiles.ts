import { join } from "node:path";
import { TOKENIZER_FILES, type TokenizerFiles } from "../core/tokenizer/tokenizerFiles";
import { exists, readJson, readText } from "./readFiles";

const LARGEST_FILE = 2 ** 24;

/** Reads whichever of the tokenizer's files are in the folder; throws a Fault that names one it cannot read. */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const files: Record<string, unknown> = {};
  for (const name of TOKENIZER_FILES) {
    const path = join(folder, name);
    if (await exists(path)) files[name] = await read(path);
  }
  return files;
}

async function read(path: string): Promise<unknown> {
  if (!path.endsWith(".json")) return readText(path, LARGEST_FILE);
  return (await readJson(path, LARGEST_FILE)).value;
}
