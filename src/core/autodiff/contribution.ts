import { add, broadcastAxes, mul, reduceSum, reshape, scatterAdd, type Value, zerosLike } from "../graph";

/** A gradient that touches some rows of a table only: `values[i]` belongs to row `indices[i]`; rows may repeat. */
export interface Rows {
  /** int64, any shape. */
  readonly indices: Value;
  /** The shape of `indices`, then the shape of one row. */
  readonly values: Value;
}

/** What one use of a value adds to its gradient. */
export type Contribution = Value | Rows;

/** The sum of all contributions to a leaf's gradient: a dense part, and rows to be added to it. */
export interface Gradient {
  readonly dense?: Value;
  readonly rows: readonly Rows[];
}

const isRows = (contribution: Contribution): contribution is Rows => "values" in contribution;
const isDense = (contribution: Contribution): contribution is Value => !isRows(contribution);

export function sumContributions(contributions: readonly Contribution[]): Gradient {
  const dense = contributions.filter(isDense);
  const rows = contributions.filter(isRows);
  return dense.length ? { dense: dense.reduce((a, b) => add(a, b)), rows } : { rows };
}

/** The whole gradient of `value` as one tensor. Row indices must not repeat (ONNX Runtime's ScatterND races). */
export function toDense(value: Value, { dense, rows }: Gradient): Value {
  return rows.reduce(
    (sum, { indices, values }) => scatterAdd(sum, reshape(indices, [...indices.shape, 1]), values),
    dense ?? zerosLike(value),
  );
}

/** Sums a gradient over the axes along which broadcasting repeated `operand`, and gives it the operand's shape. */
export function unbroadcast(gradient: Value, operand: Value): Value {
  const axes = broadcastAxes(operand.shape, gradient.shape);
  return axes.length === 0 ? gradient : reshape(reduceSum(gradient, axes), operand.shape);
}

export const scaled = (gradient: Value, factor: number): Value => mul(gradient, factor);
