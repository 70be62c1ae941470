import type { Word } from "./word";

/** Remembers the pieces of words in typed arrays of fixed size. */
export interface WordCache {
  /** Token ids of remembered words; what lies between them is the cache's own. */
  readonly ids: Int32Array;
  /** Finds a word; then `from` and `count` say where its pieces lie in `ids`. */
  find(word: Word): boolean;
  /** Remembers a word with the first `count` ids of `pieces`; forgets all others first if there is no room. */
  add(word: Word, pieces: Int32Array, count: number): void;
  readonly from: number;
  readonly count: number;
}

/** Longer words hardly ever come back. */
const MAX_UNITS = 32;
/** Room for a word: 32-bit integers, for its ids and, two in one, its UTF-16 units. */
const AVERAGE_ROOM = 12;
/** A slot of the hash table: the word's hash, the place of its ids, their number, its UTF-16 units. */
const SLOT = 4;

/** `maxWords`: a power of two, or 0 to remember none. */
export function createWordCache(maxWords: number): WordCache {
  const lastSlot = 2 * maxWords - 1;
  const slots = new Int32Array(2 * maxWords * SLOT);
  /** The ids of a word, then its units: side by side, so that a hit touches little memory. */
  const ids = new Int32Array(Math.max(maxWords * AVERAGE_ROOM, 2 * MAX_UNITS));
  const units = new Uint16Array(ids.buffer);
  let words = 0;
  let used = 0;

  /** The slot of a word, or the free one where it would go; a free slot has 0 pieces. */
  function slotOf(word: Word): number {
    let slot = (word.hash ^ (word.hash >>> 16)) & lastSlot;
    while (slots[slot * SLOT + 2] !== 0 && !holds(slot * SLOT, word)) slot = (slot + 1) & lastSlot;
    return slot * SLOT;
  }

  function holds(slot: number, word: Word): boolean {
    const { length, units: wordUnits } = word;
    if (slots[slot] !== word.hash || slots[slot + 3] !== length) return false;
    const start = 2 * (slots[slot + 1]! + slots[slot + 2]!);
    for (let k = 0; k < length; k++) if (units[start + k] !== wordUnits[k]) return false;
    return true;
  }

  function forgetAll(): void {
    slots.fill(0);
    words = 0;
    used = 0;
  }

  const cache = {
    ids,
    from: 0,
    count: 0,
    find(word: Word): boolean {
      if (word.length > MAX_UNITS || maxWords === 0) return false;
      const slot = slotOf(word);
      cache.from = slots[slot + 1]!;
      cache.count = slots[slot + 2]!;
      return cache.count > 0;
    },
    add(word: Word, pieces: Int32Array, count: number): void {
      if (word.length > MAX_UNITS || maxWords === 0) return;
      const room = count + ((word.length + 1) >> 1);
      if (words === maxWords || used + room > ids.length) forgetAll();
      slots.set([word.hash, used, count, word.length], slotOf(word));
      ids.set(pieces.subarray(0, count), used);
      units.set(word.units.subarray(0, word.length), 2 * (used + count));
      words++;
      used += room;
    },
  };
  return cache;
}
