import { multiply, type SparseMatrix } from "./sparse";

export interface TruncatedSvd {
  /** [size, rank] row-major: the leading eigenvectors. */
  readonly vectors: Float32Array;
  /** The eigenvalues by falling absolute value: for a symmetric matrix, the singular values with their signs. */
  readonly values: Float64Array;
}

const OVERSAMPLING = 16;
const POWER_ITERATIONS = 4;
const SWEEPS = 12;

/**
 * The leading singular vectors of a symmetric matrix by randomised subspace iteration (Halko, Martinsson, Tropp 2011,
 * algorithms 4.4 and 5.3); `random` gives numbers in [0, 1).
 */
export function truncatedSvd(matrix: SparseMatrix, rank: number, random: () => number): TruncatedSvd {
  const { size } = matrix;
  const width = Math.min(size, rank + OVERSAMPLING);
  let basis = Float32Array.from({ length: size * width }, () => random() - 0.5);
  for (let iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
    basis = multiply(matrix, basis) as Float32Array<ArrayBuffer>;
    orthonormalise(basis, width);
  }
  const small = transposedProduct(basis, multiply(matrix, basis), width);
  const { vectors, values } = symmetricEigen(small, width);
  const order = Array.from({ length: width }, (_, at) => at)
    .sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!))
    .slice(0, rank);
  return {
    vectors: rotate(basis, vectors, width, order),
    values: Float64Array.from(order, (at) => values[at]!),
  };
}

/** Makes the columns of [size, width] orthonormal by Cholesky's factor of their Gram matrix, twice for accuracy. */
function orthonormalise(basis: Float32Array, width: number): void {
  for (let pass = 0; pass < 2; pass++) {
    const factor = cholesky(transposedProduct(basis, basis, width), width);
    for (let row = 0; row < basis.length; row += width)
      for (let column = 0; column < width; column++) {
        let value = basis[row + column]!;
        for (let before = 0; before < column; before++)
          value -= factor[column * width + before]! * basis[row + before]!;
        basis[row + column] = value / factor[column * width + column]!;
      }
  }
}

/** a^T b of two [size, width] matrices, [width, width]. */
function transposedProduct(a: Float32Array, b: Float32Array, width: number): Float64Array {
  const product = new Float64Array(width * width);
  for (let row = 0; row < a.length; row += width)
    for (let i = 0; i < width; i++) {
      const left = a[row + i]!;
      for (let j = 0; j < width; j++) product[i * width + j]! += left * b[row + j]!;
    }
  return product;
}

/** The lower triangular L with L L^T = matrix; a tiny ridge keeps dependent columns from dividing by zero. */
function cholesky(matrix: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * width + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * width + k]! * lower[j * width + k]!;
      const ridge = 1e-12 * matrix[i * width + i]! + 1e-300;
      lower[i * width + j] = i === j ? Math.sqrt(Math.max(sum, ridge)) : sum / lower[j * width + j]!;
    }
  return lower;
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix by Jacobi's cyclic rotations. */
function symmetricEigen(
  matrix: Float64Array,
  width: number,
): { vectors: Float64Array; values: Float64Array } {
  const vectors = new Float64Array(width * width);
  for (let i = 0; i < width; i++) vectors[i * width + i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (let p = 0; p < width; p++)
      for (let q = p + 1; q < width; q++) annihilate(matrix, vectors, width, p, q);
  return { vectors, values: Float64Array.from({ length: width }, (_, i) => matrix[i * width + i]!) };
}

/** One Jacobi rotation that makes the entry (p, q) zero (Golub and Van Loan, section 8.5.2). */
function annihilate(matrix: Float64Array, vectors: Float64Array, width: number, p: number, q: number): void {
  const off = matrix[p * width + q]!;
  if (Math.abs(off) < 1e-12) return;
  const tau = (matrix[q * width + q]! - matrix[p * width + p]!) / (2 * off);
  const t = Math.sign(tau || 1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (let k = 0; k < width; k++) turn(matrix, k * width + p, k * width + q, c, s);
  for (let k = 0; k < width; k++) turn(matrix, p * width + k, q * width + k, c, s);
  for (let k = 0; k < width; k++) turn(vectors, k * width + p, k * width + q, c, s);
}

function turn(data: Float64Array, first: number, second: number, c: number, s: number): void {
  const a = data[first]!;
  const b = data[second]!;
  data[first] = c * a - s * b;
  data[second] = s * a + c * b;
}

/** The basis [size, width] times the chosen columns of a [width, width] matrix. */
function rotate(
  basis: Float32Array,
  columns: Float64Array,
  width: number,
  order: readonly number[],
): Float32Array {
  const size = basis.length / width;
  const rotated = new Float32Array(size * order.length);
  for (let row = 0; row < size; row++)
    for (let k = 0; k < width; k++) {
      const value = basis[row * width + k]!;
      for (let at = 0; at < order.length; at++)
        rotated[row * order.length + at]! += value * columns[k * width + order[at]!]!;
    }
  return rotated;
}
