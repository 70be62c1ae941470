import { createRandom } from "../random";
import type { SparseMatrix } from "./ppmi";

const ITERATIONS = 3;

/**
 * An orthonormal basis, `count` vectors [size], of the space of the eigenvectors of largest magnitude of a sparse symmetric
 * matrix, by randomised subspace iteration (Halko, Martinsson, Tropp 2011).
 */
export function dominantSubspace(matrix: SparseMatrix, count: number, seed: number): Float32Array[] {
  const random = createRandom(seed);
  let basis: Float32Array[] = Array.from({ length: Math.min(matrix.size, count) }, () =>
    Float32Array.from({ length: matrix.size }, () => random.nextNormal()),
  );
  for (let iteration = 0; iteration < ITERATIONS; iteration++)
    basis = orthonormalize(multiply(matrix, basis));
  return basis;
}

/** The matrix times each vector. */
function multiply(
  { size, rows, columns, values }: SparseMatrix,
  vectors: readonly Float32Array[],
): Float32Array[] {
  const width = vectors.length;
  const packed = new Float32Array(size * width);
  for (const [index, vector] of vectors.entries()) {
    for (let row = 0; row < size; row++) packed[row * width + index] = vector[row];
  }
  const result = vectors.map(() => new Float32Array(size));
  const sum = new Float64Array(width);
  for (let row = 0; row < size; row++) {
    sum.fill(0);
    for (let at = rows[row]; at < rows[row + 1]; at++) {
      const value = values[at];
      const from = columns[at] * width;
      for (let index = 0; index < width; index++) sum[index] += value * packed[from + index];
    }
    for (let index = 0; index < width; index++) result[index][row] = sum[index];
  }
  return result;
}

/** Modified Gram-Schmidt; a vector that depends on those before it becomes 0. */
function orthonormalize(vectors: Float32Array[]): Float32Array[] {
  for (const [index, vector] of vectors.entries()) {
    const before = Math.sqrt(dot(vector, vector));
    for (let other = 0; other < index; other++) subtract(vector, vectors[other], dot(vector, vectors[other]));
    const after = Math.sqrt(dot(vector, vector));
    scale(vector, after > before * 1e-6 ? 1 / after : 0);
  }
  return vectors;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function subtract(from: Float32Array, vector: Float32Array, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i] -= factor * vector[i];
}

function scale(vector: Float32Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] *= factor;
}
