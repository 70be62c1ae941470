/** Numbers pairs of 32-bit integers 0, 1, 2, ... in the order in which they are first met: no object is made for a pair. */
export class PairTable {
  /** Open addressing with linear probing, at most half full: the numbers of pairs, -1 where a slot is free. */
  #slots: Int32Array<ArrayBuffer>;
  #lefts: Int32Array<ArrayBuffer>;
  #rights: Int32Array<ArrayBuffer>;
  #size = 0;

  /** @param expected up to so many pairs it need not grow */
  constructor(expected = 1 << 11) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(1, expected)));
    this.#slots = new Int32Array(2 * capacity).fill(-1);
    this.#lefts = new Int32Array(capacity);
    this.#rights = new Int32Array(capacity);
  }

  /** How many pairs it knows. */
  get size(): number {
    return this.#size;
  }

  /** The number of a pair, a new one if it is new. */
  indexOf(left: number, right: number): number {
    const slot = this.#slotOf(left, right);
    const index = this.#slots[slot]!;
    return index === -1 ? this.#add(slot, left, right) : index;
  }

  /** The number of a pair, or -1 if it is new. */
  find(left: number, right: number): number {
    return this.#slots[this.#slotOf(left, right)]!;
  }

  left(index: number): number {
    return this.#lefts[index]!;
  }

  right(index: number): number {
    return this.#rights[index]!;
  }

  #slotOf(left: number, right: number): number {
    const [slots, lefts, rights] = [this.#slots, this.#lefts, this.#rights];
    const mask = slots.length - 1;
    for (let slot = pairHash(left, right) & mask; ; slot = (slot + 1) & mask) {
      const index = slots[slot]!;
      if (index === -1 || (lefts[index] === left && rights[index] === right)) return slot;
    }
  }

  #add(slot: number, left: number, right: number): number {
    if (this.#size === this.#lefts.length) {
      this.#grow();
      return this.indexOf(left, right);
    }
    this.#lefts[this.#size] = left;
    this.#rights[this.#size] = right;
    this.#slots[slot] = this.#size;
    return this.#size++;
  }

  #grow(): void {
    this.#lefts = widened(this.#lefts);
    this.#rights = widened(this.#rights);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let index = 0; index < this.#size; index++)
      this.#slots[this.#slotOf(this.#lefts[index]!, this.#rights[index]!)] = index;
  }
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
