/**
 * Unigram, bigram and trigram counts of a token stream, with interpolated absolute discounting (Ney, Essen and Kneser
 * 1994): P(w|u,v) = max(c(u,v,w) - D, 0) / c(u,v) + D n(u,v) / c(u,v) P(w|v), n the number of different followers.
 */
export class Ngrams {
  readonly #vocabSize: number;
  readonly #unigram: Float64Array;
  readonly #bigrams: Counted;
  /** Keyed by the second token, then the first. */
  readonly #reversedBigrams: Counted;
  readonly #trigrams: Counted;
  readonly #followers: Uint32Array;
  readonly #contexts: Uint32Array;

  constructor(ids: Uint16Array, vocabSize: number) {
    this.#vocabSize = vocabSize;
    this.#unigram = unigramShares(ids, vocabSize);
    this.#bigrams = countKeys(ids, 2, (at) => ids[at] * vocabSize + ids[at + 1]);
    this.#reversedBigrams = countKeys(ids, 2, (at) => ids[at + 1] * vocabSize + ids[at]);
    this.#trigrams = countKeys(ids, 3, (at) => (ids[at] * vocabSize + ids[at + 1]) * vocabSize + ids[at + 2]);
    this.#followers = new Uint32Array(vocabSize);
    this.#contexts = new Uint32Array(vocabSize);
    for (let entry = 0; entry < this.#bigrams.keys.length; entry++) {
      const first = Math.floor(this.#bigrams.keys[entry] / vocabSize);
      this.#followers[first]++;
      this.#contexts[first] += this.#bigrams.counts[entry];
    }
  }

  /** The share of each token in the text. */
  get frequencies(): Float64Array {
    return this.#unigram;
  }

  /** P(w | left) for every w; `left` holds up to two tokens, the nearer last. */
  after(left: readonly number[]): Float64Array {
    const [near, far] = [left.at(-1), left.at(-2)];
    if (near === undefined) return this.#unigram.slice();
    const bigram = this.#interpolate(this.#bigrams, near, this.#unigram);
    return far === undefined
      ? bigram
      : this.#interpolate(this.#trigrams, far * this.#vocabSize + near, bigram);
  }

  /**
   * P(w | left, right) for every w, in proportion to what the trigram model gives the text with w at the gap:
   * P(w | left) P(right[0] | left[-1], w) P(right[1] | w, right[0]).
   */
  between(left: readonly number[], right: readonly number[]): Float64Array {
    const scores = this.after(left);
    const [next, afterNext] = right;
    if (next === undefined) return scores;
    const near = left.at(-1);
    const follows = this.#nextShares(next, near);
    const then = afterNext === undefined ? undefined : this.#afterNextShares(next, afterNext);
    let sum = 0;
    for (let id = 0; id < scores.length; id++) {
      scores[id] *= follows[id] * (then ? then[id] : 1);
      sum += scores[id];
    }
    for (let id = 0; id < scores.length; id++) scores[id] /= sum;
    return scores;
  }

  #interpolate(table: Counted, context: number, lower: Float64Array): Float64Array {
    const [begin, end] = table.range(context * this.#vocabSize, (context + 1) * this.#vocabSize);
    if (begin === end) return lower.slice();
    let total = 0;
    for (let entry = begin; entry < end; entry++) total += table.counts[entry];
    const rest = (DISCOUNT * (end - begin)) / total;
    const shares = lower.map((share) => share * rest);
    const base = context * this.#vocabSize;
    for (let entry = begin; entry < end; entry++)
      shares[table.keys[entry] - base] += (table.counts[entry] - DISCOUNT) / total;
    return shares;
  }

  /** P(next | near, w) for every w; P(next | w) where nothing is known of `near`. */
  #nextShares(next: number, near: number | undefined): Float64Array {
    const shares = new Float64Array(this.#vocabSize);
    for (let id = 0; id < shares.length; id++) {
      const rest = this.#contexts[id] === 0 ? 1 : (DISCOUNT * this.#followers[id]) / this.#contexts[id];
      shares[id] = rest * this.#unigram[next];
    }
    const base = next * this.#vocabSize;
    const [begin, end] = this.#reversedBigrams.range(base, base + this.#vocabSize);
    for (let entry = begin; entry < end; entry++) {
      const id = this.#reversedBigrams.keys[entry] - base;
      shares[id] += (this.#reversedBigrams.counts[entry] - DISCOUNT) / this.#contexts[id];
    }
    return near === undefined ? shares : this.#interpolateEach(shares, next, near);
  }

  #interpolateEach(lower: Float64Array, next: number, near: number): Float64Array {
    const shares = lower.slice();
    const base = near * this.#vocabSize;
    const [begin, end] = this.#trigrams.range(
      base * this.#vocabSize,
      (base + this.#vocabSize) * this.#vocabSize,
    );
    let entry = begin;
    while (entry < end) {
      const pair = Math.floor(this.#trigrams.keys[entry] / this.#vocabSize);
      let [total, different, hit] = [0, 0, 0];
      for (; entry < end && Math.floor(this.#trigrams.keys[entry] / this.#vocabSize) === pair; entry++) {
        total += this.#trigrams.counts[entry];
        different++;
        if (this.#trigrams.keys[entry] - pair * this.#vocabSize === next)
          hit = this.#trigrams.counts[entry] - DISCOUNT;
      }
      const id = pair - base;
      shares[id] = hit / total + ((DISCOUNT * different) / total) * lower[id];
    }
    return shares;
  }

  /** P(afterNext | w, next) for every w. */
  #afterNextShares(next: number, afterNext: number): Float64Array {
    const lower = this.after([next])[afterNext];
    const shares = new Float64Array(this.#vocabSize).fill(lower);
    const base = next * this.#vocabSize;
    const [begin, end] = this.#reversedBigrams.range(base, base + this.#vocabSize);
    for (let entry = begin; entry < end; entry++) {
      const id = this.#reversedBigrams.keys[entry] - base;
      shares[id] = this.#trigramShare(id, next, afterNext, lower);
    }
    return shares;
  }

  #trigramShare(first: number, second: number, third: number, lower: number): number {
    const context = first * this.#vocabSize + second;
    const [begin, end] = this.#trigrams.range(context * this.#vocabSize, (context + 1) * this.#vocabSize);
    if (begin === end) return lower;
    let [total, hit] = [0, 0];
    for (let entry = begin; entry < end; entry++) {
      total += this.#trigrams.counts[entry];
      if (this.#trigrams.keys[entry] === context * this.#vocabSize + third)
        hit = this.#trigrams.counts[entry] - DISCOUNT;
    }
    return hit / total + ((DISCOUNT * (end - begin)) / total) * lower;
  }
}

const DISCOUNT = 0.75;

/** Different keys in ascending order with how often each came. */
class Counted {
  constructor(
    readonly keys: Float64Array,
    readonly counts: Uint32Array,
  ) {}

  /** The entries whose keys are in [from, to). */
  range(from: number, to: number): [number, number] {
    return [this.#find(from), this.#find(to)];
  }

  #find(key: number): number {
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function countKeys(ids: Uint16Array, order: number, keyAt: (at: number) => number): Counted {
  const all = new Float64Array(Math.max(0, ids.length - order + 1));
  for (let at = 0; at < all.length; at++) all[at] = keyAt(at);
  all.sort();
  let different = 0;
  for (let at = 0; at < all.length; at++) if (at === 0 || all[at] !== all[at - 1]) different++;
  const [keys, counts] = [new Float64Array(different), new Uint32Array(different)];
  let entry = -1;
  for (let at = 0; at < all.length; at++) {
    if (at === 0 || all[at] !== all[at - 1]) keys[++entry] = all[at];
    counts[entry]++;
  }
  return new Counted(keys, counts);
}

function unigramShares(ids: Uint16Array, vocabSize: number): Float64Array {
  const counts = new Float64Array(vocabSize).fill(0.5);
  for (const id of ids) counts[id]++;
  const total = ids.length + 0.5 * vocabSize;
  return counts.map((count) => count / total);
}
