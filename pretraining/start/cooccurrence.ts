import type { SparseMatrix } from "./sparse";

const WINDOW = 4;

/** Counts how often tokens stand near one another, the neighbour at distance d counting 1/d, in both directions. */
export class Cooccurrence {
  private readonly counts: Float32Array;

  constructor(readonly size: number) {
    this.counts = new Float32Array(size * size);
  }

  /** Adds a stream of ids; windows do not reach across `separator`. */
  add(ids: Uint16Array, separator: number): void {
    const { counts, size } = this;
    let start = 0;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at]!;
      if (id === separator) start = at + 1;
      for (let back = 1; back <= WINDOW && at - back >= start; back++) {
        const other = ids[at - back]!;
        counts[id * size + other]! += 1 / back;
        counts[other * size + id]! += 1 / back;
      }
    }
  }

  /**
   * Positive pointwise mutual information, max(0, log(p(i, j) / (p(i) q(j)))), where q is the context distribution
   * raised to 0.75, which keeps rare contexts from dominating (Levy, Goldberg, Dagan 2015, section 3.2).
   */
  positivePmi(): SparseMatrix {
    const { counts, size } = this;
    const sums = Float64Array.from({ length: size }, (_, row) => sumOfRow(counts, row, size));
    const smoothed = sums.map((sum) => sum ** 0.75);
    const smoothedTotal = smoothed.reduce((total, sum) => total + sum, 0);
    const rowStarts = new Int32Array(size + 1);
    const columns: number[] = [];
    const values: number[] = [];
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const count = counts[row * size + column]!;
        if (count === 0) continue;
        const smoother = Math.sqrt(smoothed[row]! * smoothed[column]!) / smoothedTotal;
        const pmi = Math.log(count / Math.sqrt(sums[row]! * sums[column]!) / smoother);
        if (pmi > 0) {
          columns.push(column);
          values.push(pmi);
        }
      }
      rowStarts[row + 1] = columns.length;
    }
    return { size, rowStarts, columns: Int32Array.from(columns), values: Float32Array.from(values) };
  }
}

function sumOfRow(counts: Float32Array, row: number, size: number): number {
  let sum = 0;
  for (let column = 0; column < size; column++) sum += counts[row * size + column]!;
  return sum;
}
