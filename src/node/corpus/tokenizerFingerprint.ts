import { createHash } from "node:crypto";
import type { TokenizerSpec } from "../../core/tokenizer/spec";
import { TOKENIZER_VERSION } from "../../core/tokenizer/tokenizer";

/** The same for two tokenizers only when they give the same ids for every text. */
export function tokenizerFingerprint(spec: TokenizerSpec): string {
  return createHash("sha256")
    .update(`${TOKENIZER_VERSION}\n${JSON.stringify(spec)}`)
    .digest("hex");
}
