import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../pretraining/corpus/random";
import { Cooccurrence } from "../../../pretraining/start/cooccurrence";
import type { SparseMatrix } from "../../../pretraining/start/sparse";
import { truncatedSvd } from "../../../pretraining/start/truncatedSvd";

function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const size = rows.length;
  return {
    size,
    rowStarts: Int32Array.from({ length: size + 1 }, (_, row) => row * size),
    columns: Int32Array.from({ length: size * size }, (_, at) => at % size),
    values: Float32Array.from(rows.flat()),
  };
}

describe("truncated SVD", () => {
  it("finds the eigenvalues of a matrix that is known", () => {
    const { values } = truncatedSvd(
      sparse([
        [2, 1, 0],
        [1, 2, 0],
        [0, 0, -5],
      ]),
      3,
      seededRandom(1),
    );
    expect([...values].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([-5, 3, 1]);
  });

  it("restores a matrix of low rank", () => {
    const size = 60;
    const random = seededRandom(2);
    const factors = Array.from({ length: 3 }, () => Array.from({ length: size }, () => random() - 0.5));
    const entry = (i: number, j: number) =>
      factors.reduce((sum, factor, k) => sum + (k + 1) * factor[i]! * factor[j]!, 0);
    const rows = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => entry(i, j)));
    const { vectors, values } = truncatedSvd(sparse(rows), 3, random);
    const restored = (i: number, j: number) =>
      [0, 1, 2].reduce((sum, k) => sum + values[k]! * vectors[i * 3 + k]! * vectors[j * 3 + k]!, 0);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) expect(restored(i, j)).toBeCloseTo(entry(i, j), 4);
  });
});

describe("co-occurrence", () => {
  it("weighs neighbours by distance, stops at separators and keeps what is more frequent than chance", () => {
    const counts = new Cooccurrence(4);
    counts.add(Uint16Array.from([1, 2, 0, 1, 2, 0, 3, 3, 0]), 0);
    const { rowStarts, columns } = counts.positivePmi();
    const neighbours = (row: number) => [...columns.subarray(rowStarts[row], rowStarts[row + 1])];
    expect(neighbours(1)).toContain(2);
    expect(neighbours(1)).not.toContain(3);
    expect(neighbours(3)).toContain(3);
  });
});
