import type { HiddenAct } from "../../src/core/models/blocks/activations";
import type { Tensor } from "../../src/core/tensor";

export type Row = number[];
export type Matrix = Row[];

/** Parameters by name as rows of numbers; a bias that the model lacks is 0. */
export function readable(parameters: ReadonlyMap<string, Tensor>) {
  const rows = (name: string): Matrix => {
    const { shape, data } = parameters.get(name)!;
    return Array.from({ length: shape[0] }, (_, row) => [
      ...data.subarray(row * shape[1], (row + 1) * shape[1]),
    ]);
  };
  const vector = (name: string, length: number): Row => [
    ...(parameters.get(name)?.data ?? new Float32Array(length)),
  ];
  const dense = (x: Matrix, name: string): Matrix => {
    const weights = rows(`${name}.weight`);
    const bias = vector(`${name}.bias`, weights.length);
    return x.map((row) => weights.map((weight, out) => dot(row, weight) + bias[out]));
  };
  const norm = (x: Matrix, name: string, epsilon: number): Matrix => {
    const [scale, bias] = [vector(`${name}.weight`, 0), vector(`${name}.bias`, x[0].length)];
    return x.map((row) => layerNorm(row, scale, bias, epsilon));
  };
  return { rows, vector, dense, norm };
}

export const activate = (x: Matrix, name: HiddenAct): Matrix => x.map((row) => row.map(activations[name]));

const activations = {
  relu: (x: number) => Math.max(0, x),
  silu: (x: number) => x / (1 + Math.exp(-x)),
  gelu: (x: number) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  gelu_new: (x: number) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
};

/** The Maclaurin series: exact enough for |x| < 4. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

export const dot = (a: Row, b: Row): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
export const plus = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x + b[i][j]));

function layerNorm(row: Row, scale: Row, bias: Row, epsilon: number): Row {
  const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
  const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length;
  return row.map((x, i) => ((x - mean) / Math.sqrt(variance + epsilon)) * scale[i] + bias[i]);
}

/** `sees` says whether the token at a position attends to another. */
export function attention(
  [q, k, v]: readonly Matrix[],
  heads: number,
  sees: (from: number, to: number) => boolean = () => true,
): Matrix {
  const size = q[0].length / heads;
  return q.map((query, from) =>
    Array.from({ length: heads }, (_, head) => {
      const part = (row: Row) => row.slice(head * size, (head + 1) * size);
      const scores = k.map((key, to) =>
        sees(from, to) ? Math.exp(dot(part(query), part(key)) / Math.sqrt(size)) : 0,
      );
      const total = scores.reduce((sum, x) => sum + x, 0);
      return part(v[0]).map((_value, i) =>
        scores.reduce((sum, x, at) => sum + (x / total) * part(v[at])[i], 0),
      );
    }).flat(),
  );
}
