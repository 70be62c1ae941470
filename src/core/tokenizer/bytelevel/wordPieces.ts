import { type CacheableWord, createWordCache, MAX_UNITS, mixHash } from "../wordCache";
import { BYTE_CHARACTERS, written } from "./byteAlphabet";
import { createMerging } from "./merging";
import { allTokens, type ByteLevelSpec } from "./spec";
import { Utf8Buffer } from "./utf8";

/** Cuts words into pieces. */
export interface WordPieces {
  /** Holds the pieces of the word last cut: ids[from, from + count). */
  readonly ids: Int32Array;
  readonly from: number;
  readonly count: number;
  /** Cuts the word text[start, end). */
  cut(text: string, start: number, end: number): void;
}

/** `cacheWords`: how many words to remember, a power of two or 0; the result does not depend on it. */
export function createWordPieces(spec: ByteLevelSpec, cacheWords: number): WordPieces {
  const idOf = new Map(spec.vocab.map((token, id) => [token, id]));
  const wholes = spec.ignoreMerges ? idOf : new Map<string, number>();
  const firstWord = allTokens(spec).length - spec.words.length;
  for (const [index, token] of spec.words.entries()) wholes.set(token, firstWord + index);
  const byteIds = Int32Array.from(BYTE_CHARACTERS, (char) => idOf.get(char)!);
  const merging = createMerging(spec);
  const cache = createWordCache(cacheWords);
  const utf8 = new Utf8Buffer();
  const word = { units: new Uint16Array(MAX_UNITS), length: 0, hash: 0 } satisfies CacheableWord;
  let scratch: Int32Array = new Int32Array(256);

  const pieces = {
    ids: scratch,
    from: 0,
    count: 0,
    cut(text: string, start: number, end: number): void {
      if (end === start + 1 && text.charCodeAt(start) < 128) {
        found(byteIds, text.charCodeAt(start), 1);
        return;
      }
      take(text, start, end);
      if (cache.find(word)) found(cache.ids, cache.from, cache.count);
      else {
        const count = encode(text, start, end);
        found(scratch, 0, count);
        cache.add(word, scratch, count);
      }
    },
  };

  function found(ids: Int32Array, from: number, count: number): void {
    pieces.ids = ids;
    pieces.from = from;
    pieces.count = count;
  }

  /** Makes text[start, end) the word that the cache is asked for. */
  function take(text: string, start: number, end: number): void {
    word.length = end - start;
    if (word.length > MAX_UNITS) return;
    let hash = 0;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      word.units[at - start] = unit;
      hash = mixHash(hash, unit);
    }
    word.hash = hash;
  }

  /** Writes the pieces of text[start, end) into `scratch` and returns how many there are. */
  function encode(text: string, start: number, end: number): number {
    utf8.write(text, start, end);
    const { bytes, length } = utf8;
    if (length > scratch.length) scratch = new Int32Array(2 * length);
    const whole = wholes.size > 0 ? wholes.get(written(bytes.subarray(0, length))) : undefined;
    if (whole !== undefined) {
      scratch[0] = whole;
      return 1;
    }
    for (let at = 0; at < length; at++) scratch[at] = byteIds[bytes[at]!]!;
    return merging.merge(scratch, length);
  }
  return pieces;
}
