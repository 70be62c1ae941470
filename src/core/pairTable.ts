/** Numbers pairs of 32-bit integers 0, 1, 2, ... in the order in which they are first met. */
export interface PairTable {
  /** How many pairs it knows. */
  readonly size: number;
  /** The number of a pair, a new one if it is new. */
  indexOf(left: number, right: number): number;
  /** The number of a pair, or -1 if it is new. */
  find(left: number, right: number): number;
  left(index: number): number;
  right(index: number): number;
}

/**
 * A hash table with open addressing, at most half full: no object is made for a pair. It grows, but needs not up to `expected`
 * pairs.
 */
export function createPairTable(expected = 1 << 11): PairTable {
  const capacity = 2 ** Math.ceil(Math.log2(expected));
  let slots = new Int32Array(2 * capacity).fill(-1);
  let lefts = new Int32Array(capacity);
  let rights = new Int32Array(capacity);
  let size = 0;

  function slotOf(left: number, right: number): number {
    const mask = slots.length - 1;
    let slot = pairHash(left, right) & mask;
    while (slots[slot] !== -1 && (lefts[slots[slot]!] !== left || rights[slots[slot]!] !== right)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function grow(): void {
    lefts = widened(lefts);
    rights = widened(rights);
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let index = 0; index < size; index++) slots[slotOf(lefts[index]!, rights[index]!)] = index;
  }

  return {
    get size() {
      return size;
    },
    indexOf(left, right) {
      const slot = slotOf(left, right);
      if (slots[slot] !== -1) return slots[slot]!;
      if (size === lefts.length) {
        grow();
        return this.indexOf(left, right);
      }
      lefts[size] = left;
      rights[size] = right;
      slots[slot] = size;
      return size++;
    },
    find: (left, right) => slots[slotOf(left, right)]!,
    left: (index) => lefts[index]!,
    right: (index) => rights[index]!,
  };
}

function widened(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(2 * values.length);
  wide.set(values);
  return wide;
}

function pairHash(left: number, right: number): number {
  const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
