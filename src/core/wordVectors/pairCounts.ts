import { PairTable } from "../pairTable";

/** Sums of weights for unordered pairs of token ids. */
export class PairCounts {
  readonly #pairs = new PairTable();
  /** By the pairs' numbers. */
  readonly #weights: number[] = [];

  get size(): number {
    return this.#pairs.size;
  }

  add(a: number, b: number, weight: number): void {
    const pair = a < b ? this.#pairs.indexOf(a, b) : this.#pairs.indexOf(b, a);
    if (pair === this.#weights.length) this.#weights.push(weight);
    else this.#weights[pair] += weight;
  }

  /** Every pair once, with a <= b, in the order in which they were first added. */
  forEach(visit: (a: number, b: number, weight: number) => void): void {
    for (let pair = 0; pair < this.#pairs.size; pair++)
      visit(this.#pairs.left(pair), this.#pairs.right(pair), this.#weights[pair]);
  }
}
