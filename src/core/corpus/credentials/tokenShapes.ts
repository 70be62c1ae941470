import { longTokens } from "../longTokens";
import { isKeyPair, KEYS_BY_SHAPE } from "./keyShapes";
import { isPlaceholder, isRandom } from "./values";
import { PREFIXED, VENDOR_TOKENS } from "./vendorTokens";

/**
 * Tokens that no word stands for: pairs of keys for Amazon's storage, HashiCorp Vault's before 1.10, Discord's, and the private keys of Bitcoin wallets
 * (Base58Check in the wallet import format, BIP-32 extended keys).
 */
const RANDOM_SHAPES =
  /(?<![\w:])[A-Z0-9]{16,20}[: ][A-Za-z0-9+/]{40}(?![\w+/])|(?<![\w.])s\.[A-Za-z0-9]{24}(?![\w.])|\b[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{27,40}|\b(?:[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}|[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{90,112})\b/g;

/** UTF-16 units: the longest part between two dots of such a token is longer, and so near are the others. */
const LONGEST_PART = 24;
const BEFORE = 40;
const INSIDE = 200;
const AFTER = 50;
/** Different characters in a token; documentation has the same few again and again. */
const DISTINCT = 12;

interface Shape {
  readonly pattern: RegExp;
  readonly holds: (token: string) => boolean;
}

const SHAPES: readonly Shape[] = [
  { pattern: RANDOM_SHAPES, holds: isRandom },
  { pattern: PREFIXED, holds: isRandom },
  { pattern: VENDOR_TOKENS, holds: (token) => isVaried(token) && !isPlaceholder(token) },
  { pattern: KEYS_BY_SHAPE, holds: isVaried },
];

/** Whether a text has such a token, or one that says by its form whose it is. */
export function hasTokenByShape(text: string): boolean {
  return (
    isKeyPair(text) || longTokens(text, LONGEST_PART).some(([start, end]) => isTokenNear(text, start, end))
  );
}

function isTokenNear(text: string, start: number, end: number): boolean {
  if (isOfWords(text, start, end)) return false;
  const from = Math.max(0, start - BEFORE);
  const around = text.slice(from, Math.min(end, start + INSIDE) + AFTER);
  for (const { pattern, holds } of SHAPES) {
    if (around.search(pattern) < 0) continue;
    for (const { 0: token, index } of around.matchAll(pattern)) {
      const isWhole = index > 0 || from === 0;
      if (isWhole && holds(token)) return true;
    }
  }
  return false;
}

/** Characters between two signs of a name or a path, at most. */
const LONGEST_WORD = 14;
const DIGIT = /\d/;

/** Whether a run of characters has no digit and only short words between its signs, as names and paths do and hardly a token. */
function isOfWords(text: string, start: number, end: number): boolean {
  const run = text.slice(start, Math.min(end, start + INSIDE));
  return !DIGIT.test(run) && run.split(SIGNS).every((word) => word.length <= LONGEST_WORD);
}

const SIGNS = /[+/_-]/;

function isVaried(token: string): boolean {
  return new Set(token).size >= DISTINCT;
}
