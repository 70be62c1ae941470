/** What is remembered: UTF-16 units, and a hash of them in 30 bits. */
export interface CacheableWord {
  /** Where there are more than the cache takes, only the first ones matter. */
  readonly units: Uint16Array;
  readonly length: number;
  readonly hash: number;
}

/** Remembers the pieces of words in typed arrays of fixed size. */
export interface WordCache {
  /** Token ids of remembered words; what lies between them is the cache's own. */
  readonly ids: Int32Array;
  /** Finds a word; then `from` and `count` say where its pieces lie in `ids`. */
  find(word: CacheableWord): boolean;
  /** Remembers a word with the first `count` ids of `pieces`; forgets all others first if there is no room. */
  add(word: CacheableWord, pieces: Int32Array, count: number): void;
  readonly from: number;
  readonly count: number;
}

/** Longer words hardly ever come back, and are not remembered. */
export const MAX_UNITS = 32;
/** Room for a word: 32-bit integers, for its ids and, two in one, its UTF-16 units. */
const AVERAGE_ROOM = 12;
/** That of the longest word, of which each UTF-16 unit may be three bytes, and each byte a piece. */
const MOST_ROOM = 3 * MAX_UNITS + MAX_UNITS / 2;
/** A slot of the hash table: the word's hash, the place of its ids, their number, its UTF-16 units. */
const SLOT = 4;

/** `maxWords`: a power of two, or 0 to remember none. */
export function createWordCache(maxWords: number): WordCache {
  const lastSlot = 2 * maxWords - 1;
  const slots = new Int32Array(2 * maxWords * SLOT);
  /** The ids of a word, then its units: side by side, so that a hit touches little memory. */
  const ids = new Int32Array(Math.max(maxWords * AVERAGE_ROOM, MOST_ROOM));
  const units = new Uint16Array(ids.buffer);
  let words = 0;
  let used = 0;

  /** The slot of a word, or the free one where it would go; a free slot has 0 pieces. */
  function slotOf(word: CacheableWord): number {
    let slot = (word.hash ^ (word.hash >>> 16)) & lastSlot;
    while (slots[slot * SLOT + 2] !== 0 && !holds(slot * SLOT, word)) slot = (slot + 1) & lastSlot;
    return slot * SLOT;
  }

  function holds(slot: number, word: CacheableWord): boolean {
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
    find(word: CacheableWord): boolean {
      if (word.length > MAX_UNITS || maxWords === 0) return false;
      const slot = slotOf(word);
      cache.from = slots[slot + 1]!;
      cache.count = slots[slot + 2]!;
      return cache.count > 0;
    },
    add(word: CacheableWord, pieces: Int32Array, count: number): void {
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

/** The hash of a word is built unit by unit, from 0; 30 bits, so that V8 never boxes it. */
export function mixHash(hash: number, unit: number): number {
  return (Math.imul(hash ^ unit, 0x9e3779b1) ^ (hash >>> 15)) & 0x3fffffff;
}
