import {
  add,
  broadcastAxes,
  concat,
  GraphError,
  mul,
  reduceSum,
  reshape,
  scatterAdd,
  type Value,
  zerosLike,
} from "../graph";
import { elementCount } from "../tensor";

/** A gradient that touches some rows of a table only: `values[i]` belongs to row `indices[i]`; rows may repeat. */
export interface Rows {
  /** int64, any shape. */
  readonly indices: Value;
  /** The shape of `indices`, then the shape of one row. */
  readonly values: Value;
}

/** A gradient of consecutive rows of a value: `values` belongs to those from `start` on. */
export interface Slab {
  readonly start: number;
  readonly values: Value;
}

/** What one use of a value adds to its gradient. */
export type Contribution = Value | Rows | Slab;

/** The sum of all contributions to a leaf's gradient: a dense part, and rows to be added to it. */
export interface Gradient {
  readonly dense?: Value;
  readonly rows: readonly Rows[];
}

const isRows = (contribution: Contribution): contribution is Rows => "indices" in contribution;
const isSlab = (contribution: Contribution): contribution is Slab => "start" in contribution;
const isDense = (contribution: Contribution): contribution is Value => "dtype" in contribution;

export function sumContributions(value: Value, contributions: readonly Contribution[]): Gradient {
  const slabs = contributions.filter(isSlab);
  const dense = [...contributions.filter(isDense), ...(slabs.length > 0 ? [joined(value, slabs)] : [])];
  const rows = contributions.filter(isRows);
  return dense.length ? { dense: dense.reduce((a, b) => add(a, b)), rows } : { rows };
}

/** The slabs, which must not overlap, as one gradient of `value`; rows that none covers have zeros. */
function joined(value: Value, slabs: readonly Slab[]): Value {
  const [rows, ...rest] = value.shape.map(Number);
  const zeros = (count: number) =>
    value.graph.constant(new Float32Array(count * elementCount(rest)), [count, ...rest]);
  const pieces: Value[] = [];
  let row = 0;
  for (const { start, values } of slabs.toSorted((a, b) => a.start - b.start)) {
    if (start < row) throw new GraphError("Slice", `slices of ${value.name} overlap`);
    if (start > row) pieces.push(zeros(start - row));
    pieces.push(values);
    row = start + Number(values.shape[0]);
  }
  if (row < rows) pieces.push(zeros(rows - row));
  return concat(pieces);
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
