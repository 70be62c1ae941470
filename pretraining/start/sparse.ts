/** A symmetric sparse matrix of `size` rows in compressed rows. */
export interface SparseMatrix {
  readonly size: number;
  /** Row r's entries are [rowStarts[r], rowStarts[r + 1]). */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** The product of a sparse matrix [size, size] and a dense one [size, width], row-major. */
export function multiply(
  { size, rowStarts, columns, values }: SparseMatrix,
  dense: Float32Array,
): Float32Array {
  const width = dense.length / size;
  const product = new Float32Array(dense.length);
  for (let row = 0; row < size; row++) {
    const out = row * width;
    for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
      const value = values[entry]!;
      const from = columns[entry]! * width;
      for (let at = 0; at < width; at++) product[out + at]! += value * dense[from + at]!;
    }
  }
  return product;
}
