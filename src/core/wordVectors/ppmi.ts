import { PairCounts } from "./pairCounts";

/** A symmetric sparse matrix [size, size] by rows. */
export interface SparseMatrix {
  readonly size: number;
  /** Where each row begins in `columns` and `values`, and the end of the last. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/**
 * The positive pointwise mutual information of tokens near each other (Church, Hanks 1990; Levy, Goldberg 2014):
 * max(0, log(n_ab n / (n_a n_b))), where a pair d apart counts 1/d, up to `window`.
 */
export function ppmiMatrix(ids: ArrayLike<number>, vocabSize: number, window: number): SparseMatrix {
  const pairs = new PairCounts();
  for (let at = 0; at < ids.length; at++) {
    const furthest = Math.min(window, ids.length - 1 - at);
    for (let distance = 1; distance <= furthest; distance++)
      pairs.add(ids[at], ids[at + distance], 1 / distance);
  }
  const totals = new Float64Array(vocabSize);
  pairs.forEach((a, b, weight) => {
    totals[a] += weight;
    totals[b] += weight;
  });
  const total = totals.reduce((sum, count) => sum + count, 0);
  return toSparse(pairs, vocabSize, (a, b, weight) =>
    Math.log(((a === b ? 2 : 1) * weight * total) / (totals[a] * totals[b])),
  );
}

function toSparse(
  pairs: PairCounts,
  size: number,
  pmiOf: (a: number, b: number, weight: number) => number,
): SparseMatrix {
  const rows = new Int32Array(size + 1);
  pairs.forEach((a, b, weight) => {
    if (pmiOf(a, b, weight) <= 0) return;
    rows[a + 1]++;
    if (a !== b) rows[b + 1]++;
  });
  for (let row = 0; row < size; row++) rows[row + 1] += rows[row];
  const next = rows.slice();
  const columns = new Int32Array(rows[size]);
  const values = new Float32Array(rows[size]);
  const put = (row: number, column: number, value: number) => {
    columns[next[row]] = column;
    values[next[row]++] = value;
  };
  pairs.forEach((a, b, weight) => {
    const value = pmiOf(a, b, weight);
    if (value <= 0) return;
    put(a, b, value);
    if (a !== b) put(b, a, value);
  });
  return { size, rows, columns, values };
}
