import { createHash } from "node:crypto";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";

/** The same for two tokenizers only when they give the same ids for every text. */
export function tokenizerFingerprint(tokenizer: Tokenizer): string {
  return createHash("sha256").update(tokenizer.identity()).digest("hex");
}
