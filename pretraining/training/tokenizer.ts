import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tokenizerFromJson } from "../../src/core/tokenizer/readTokenizer";
import type { Tokenizer } from "../../src/core/tokenizer/tokenizer";

/** The tokenizer that the shards were made with. */
export function tokenizerOf(folder: string): Tokenizer {
  const path = join(folder, "tokenizer.json");
  return tokenizerFromJson(JSON.parse(readFileSync(path, "utf8")), path);
}
