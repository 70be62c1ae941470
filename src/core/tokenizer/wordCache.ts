import type { Word } from "./word";

/** Where the pieces of one word lie in a `WordCache`. */
export interface WordCache {
  /** Token ids of all remembered words, one word after the other. */
  readonly ids: Int32Array;
  /** Finds a word; then `from` and `count` say where its pieces lie in `ids`. */
  find(word: Word): boolean;
  /** Remembers a word with its first `count` ids of `pieces`; forgets all others first if there is no room. */
  add(word: Word, pieces: Int32Array, count: number): void;
  readonly from: number;
  readonly count: number;
}

/** Longer words hardly ever come back. */
const MAX_UNITS = 32;
const AVERAGE_UNITS = 12;

/** Remembers the pieces of at most `maxWords` words (a power of two) in typed arrays; 0 remembers none. */
export function createWordCache(maxWords: number): WordCache {
  const slotCount = 2 * maxWords;
  const slots = new Int32Array(slotCount);
  const hashes = new Int32Array(maxWords);
  /** Of entry e: units[unitStarts[e], unitStarts[e + 1]) and ids[idStarts[e], idStarts[e + 1]). */
  const unitStarts = new Int32Array(maxWords + 1);
  const idStarts = new Int32Array(maxWords + 1);
  const units = new Uint16Array(maxWords * AVERAGE_UNITS);
  const ids = new Int32Array(maxWords * AVERAGE_UNITS);
  let entries = 0;

  function slotOf(word: Word): number {
    let slot = (word.hash ^ (word.hash >>> 16)) & (slotCount - 1);
    while (slots[slot] !== 0 && !holds(slots[slot]! - 1, word)) slot = (slot + 1) & (slotCount - 1);
    return slot;
  }

  function holds(entry: number, word: Word): boolean {
    if (hashes[entry] !== word.hash) return false;
    const start = unitStarts[entry]!;
    if (unitStarts[entry + 1]! - start !== word.length) return false;
    for (let k = 0; k < word.length; k++) if (units[start + k] !== word.units[k]) return false;
    return true;
  }

  function hasRoom(word: Word, count: number): boolean {
    return (
      entries < maxWords &&
      unitStarts[entries]! + word.length <= units.length &&
      idStarts[entries]! + count <= ids.length
    );
  }

  const cache = {
    ids,
    from: 0,
    count: 0,
    find(word: Word): boolean {
      if (word.length > MAX_UNITS || slotCount === 0) return false;
      const entry = slots[slotOf(word)]! - 1;
      if (entry < 0) return false;
      cache.from = idStarts[entry]!;
      cache.count = idStarts[entry + 1]! - cache.from;
      return true;
    },
    add(word: Word, pieces: Int32Array, count: number): void {
      if (word.length > MAX_UNITS || slotCount === 0) return;
      if (!hasRoom(word, count)) {
        slots.fill(0);
        entries = 0;
      }
      units.set(word.units.subarray(0, word.length), unitStarts[entries]!);
      ids.set(pieces.subarray(0, count), idStarts[entries]!);
      hashes[entries] = word.hash;
      unitStarts[entries + 1] = unitStarts[entries]! + word.length;
      idStarts[entries + 1] = idStarts[entries]! + count;
      slots[slotOf(word)] = ++entries;
    },
  };
  return cache;
}
