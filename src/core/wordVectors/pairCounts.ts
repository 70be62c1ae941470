/** Sums of weights for pairs of token ids, in an open-addressing table of typed arrays. */
export class PairCounts {
  /** Pair + 1, so that 0 is free. */
  #keys = new Float64Array(1 << 16);
  #weights = new Float32Array(1 << 16);
  #size = 0;

  constructor(readonly vocabSize: number) {}

  get size(): number {
    return this.#size;
  }

  /** Adds to the unordered pair. */
  add(a: number, b: number, weight: number): void {
    const key = (a < b ? a * this.vocabSize + b : b * this.vocabSize + a) + 1;
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = key;
      this.#size++;
    }
    this.#weights[slot] += weight;
    if (this.#size * 2 > this.#keys.length) this.#grow();
  }

  /** Every pair once, with a <= b. */
  forEach(visit: (a: number, b: number, weight: number) => void): void {
    for (let slot = 0; slot < this.#keys.length; slot++) {
      if (this.#keys[slot] === 0) continue;
      const pair = this.#keys[slot] - 1;
      visit(Math.floor(pair / this.vocabSize), pair % this.vocabSize, this.#weights[slot]);
    }
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b)) >>> 0;
    for (slot = (slot ^ (slot >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      if (this.#keys[slot] === 0 || this.#keys[slot] === key) return slot;
    }
  }

  #grow(): void {
    const [keys, weights] = [this.#keys, this.#weights];
    this.#keys = new Float64Array(keys.length * 2);
    this.#weights = new Float32Array(keys.length * 2);
    for (let old = 0; old < keys.length; old++) {
      if (keys[old] === 0) continue;
      const slot = this.#slotOf(keys[old]);
      this.#keys[slot] = keys[old];
      this.#weights[slot] = weights[old];
    }
  }
}
