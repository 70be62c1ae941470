import { longTokens } from "../longTokens";
import { isRandom } from "./values";

/**
 * Tokens that no word stands for: pairs of keys for Amazon's storage, HashiCorp Vault's before 1.10, Discord's, and the private keys of Bitcoin wallets
 * (Base58Check in the wallet import format, BIP-32 extended keys).
 */
const SHAPES =
  /(?<![\w:])[A-Z0-9]{16,20}[: ][A-Za-z0-9+/]{40}(?![\w+/])|(?<![\w.])s\.[A-Za-z0-9]{24}(?![\w.])|\b[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{27,40}|\b(?:[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}|[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{90,112})\b/g;

/** UTF-16 units: the longest part between two dots of such a token is longer, and so near are the others. */
const LONGEST_PART = 24;
const BEFORE = 40;
const AFTER = 50;

/** Whether a text has such a token. */
export function hasTokenByShape(text: string): boolean {
  for (const [start, end] of longTokens(text, LONGEST_PART)) {
    const around = text.slice(Math.max(0, start - BEFORE), Math.min(end, start + 200) + AFTER);
    for (const [token] of around.matchAll(SHAPES)) if (isRandom(token)) return true;
  }
  return false;
}
