import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random";
import { PairCounts } from "../../../src/core/wordVectors/pairCounts";
import { ppmiMatrix, type SparseMatrix } from "../../../src/core/wordVectors/ppmi";
import { dominantSubspace } from "../../../src/core/wordVectors/subspace";
import { wordVectors } from "../../../src/core/wordVectors/wordVectors";

test("pair counts agree with a Map, in any order and through growth", () => {
  const random = createRandom(1);
  const pairs = new PairCounts();
  const oracle = new Map<string, number>();
  for (let i = 0; i < 200_000; i++) {
    const [a, b] = [random.nextBelow(400), 65_000 + random.nextBelow(400)];
    pairs.add(i % 2 ? a : b, i % 2 ? b : a, 0.5);
    oracle.set(`${a},${b}`, (oracle.get(`${a},${b}`) ?? 0) + 0.5);
  }
  const seen = new Map<string, number>();
  pairs.forEach((a, b, weight) => {
    seen.set(`${a},${b}`, weight);
  });
  expect(seen).toEqual(oracle);
  expect(pairs.size).toBe(oracle.size);
});

test("positive PMI by hand: neighbours weigh 1, those two apart 1/2", () => {
  const { rows, columns, values } = ppmiMatrix([0, 1, 2, 0], 3, 2);
  const [n01, n02, n12] = [1 + 0.5, 0.5 + 1, 1];
  const totals = [n01 + n02, n01 + n12, n02 + n12];
  const total = totals.reduce((a, b) => a + b);
  const pmi = (n: number, a: number, b: number) => Math.log((n * total) / (totals[a] * totals[b]));
  const dense = [0, 1, 2].map((row) => {
    const cells = [0, 0, 0];
    for (let at = rows[row]; at < rows[row + 1]; at++) cells[columns[at]] = values[at];
    return cells;
  });
  expect(dense[0][1]).toBeCloseTo(pmi(n01, 0, 1), 5);
  expect(dense[0][2]).toBeCloseTo(pmi(n02, 0, 2), 5);
  expect(dense[1][2]).toBeCloseTo(pmi(n12, 1, 2), 5);
  expect(dense[2][1]).toBe(dense[1][2]);
});

/** Q diag(values) Q^T for the first unit vectors rotated pairwise. */
function diagonalMatrix(values: readonly number[]): SparseMatrix {
  const size = values.length;
  return {
    size,
    rows: Int32Array.from({ length: size + 1 }, (_, row) => row),
    columns: Int32Array.from({ length: size }, (_, row) => row),
    values: Float32Array.from(values),
  };
}

test("the dominant subspace holds the eigenvectors of largest magnitude, of either sign", () => {
  const basis = dominantSubspace(diagonalMatrix([0.01, -9, 0.02, 8, 0.03, 7]), 3, 1);
  const share = [1, 3, 5].map((axis) => basis.reduce((sum, vector) => sum + vector[axis] ** 2, 0));
  for (const part of share) expect(part).toBeCloseTo(1, 4);
});

test("words that keep the same company get like vectors, words that never occur get 0", () => {
  const random = createRandom(3);
  const ids = Int32Array.from({ length: 20_000 }, (_, at) => random.nextBelow(4) + (at < 10_000 ? 0 : 4));
  const width = 2;
  const vectors = wordVectors(ids, 32, width, { std: 0.03, seed: 1 });
  const at = (token: number) => vectors.subarray(token * width, (token + 1) * width);
  const cosine = (a: number, b: number) => {
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    return dot(at(a), at(b)) / Math.sqrt(dot(at(a), at(a)) * dot(at(b), at(b)));
  };
  expect(cosine(0, 1)).toBeGreaterThan(0.9);
  expect(cosine(0, 4)).toBeLessThan(0.1);
  expect(at(20)).toEqual(new Float32Array(width));
});
