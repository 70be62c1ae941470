/** Adds factor * vector vector' to the lower triangle of a [size, size] matrix. */
export function addOuter(matrix: Float64Array, vector: ArrayLike<number>, factor: number): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    const scaled = factor * vector[i];
    if (scaled === 0) continue;
    for (let j = 0; j <= i; j++) matrix[i * size + j] += scaled * vector[j];
  }
}

/** Solves the symmetric positive definite system of which `matrix` holds the lower triangle (Cholesky), which it overwrites. */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++)
      for (let i = j; i < size; i++) matrix[i * size + j] -= matrix[i * size + k] * matrix[j * size + k];
    const root = Math.sqrt(matrix[j * size + j]);
    for (let i = j; i < size; i++) matrix[i * size + j] /= root;
  }
  const solution = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i] -= matrix[i * size + k] * solution[k];
    solution[i] /= matrix[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i] -= matrix[k * size + i] * solution[k];
    solution[i] /= matrix[i * size + i];
  }
  return solution;
}
