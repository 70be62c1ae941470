/** Bytes of a signature, one for each bucket of hashes. */
export const SIGNATURE_LENGTH = 64;

/** Words of one shingle. */
const SHINGLE = 4;
/** A text with fewer shingles has too few to be compared. */
const MIN_SHINGLES = 48;
const EMPTY = 0xffffffff;

/**
 * A MinHash signature of a text's sequences of four words: two texts agree in about that share of its bytes that their
 * sets of sequences have in common (Jaccard). One hash for each sequence, whose upper bits choose the bucket in which the least
 * counts, and buckets without any borrow from their neighbour: one permutation hashing (Li, Owen and Zhang,
 * 2012) with rotation (Shrivastava and Li, 2014), of which one byte is kept (b-bit minwise hashing, Li and König, 2010).
 * Undefined for a text of a few words.
 */
export function minHash(text: string): Uint8Array | undefined {
  const minima = new Uint32Array(SIGNATURE_LENGTH).fill(EMPTY);
  const shingles = hashShingles(text, minima);
  if (shingles < MIN_SHINGLES) return undefined;
  fillEmptyBuckets(minima);
  return Uint8Array.from(minima, (least) => scramble(least) >>> 24);
}

/** Puts the least hash of each bucket into `minima`; returns the number of shingles. */
function hashShingles(text: string, minima: Uint32Array): number {
  let words = 0;
  let word = 0;
  let first = 0;
  let second = 0;
  let third = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 32;
    if (isWordUnit(code)) {
      word = Math.imul(word ^ code, 0x01000193) + 0x9e3779b9;
      continue;
    }
    if (word === 0) continue;
    const hash = scramble(Math.imul(Math.imul(Math.imul(first, 31) + second, 31) + third, 31) + word);
    const bucket = hash >>> 26;
    const least = hash & 0x3ffffff;
    if (++words >= SHINGLE && least < minima[bucket]) minima[bucket] = least;
    first = second;
    second = third;
    third = word;
    word = 0;
  }
  return words - SHINGLE + 1;
}

/** ASCII letters, digits, `_`, and everything beyond ASCII. */
function isWordUnit(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95 || code > 127;
}

/** The finaliser of MurmurHash3: every bit of the result depends on every bit of `hash`. */
function scramble(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** An empty bucket takes the value of the next full one to its right, moved on by the distance. */
function fillEmptyBuckets(minima: Uint32Array): void {
  const original = minima.slice();
  for (let bucket = 0; bucket < original.length; bucket++) {
    let distance = 0;
    while (original[(bucket + distance) % original.length] === EMPTY) distance++;
    if (distance > 0) minima[bucket] = original[(bucket + distance) % original.length] + distance * 0x4000000;
  }
}

/** Estimated Jaccard similarity of two texts by their signatures. */
export function similarity(a: Uint8Array, b: Uint8Array): number {
  let equal = 0;
  for (let i = 0; i < SIGNATURE_LENGTH; i++) if (a[i] === b[i]) equal++;
  return equal / SIGNATURE_LENGTH;
}
