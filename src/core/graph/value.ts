import type { Graph } from "./graph";
import type { Node } from "./node";

export type DType = "float32" | "int64" | "int8" | "bool";

/** A known size, or the name of a size that is known only when the graph runs ("batch", "sequence"). */
export type Dim = number | string;

export type Shape = readonly Dim[];

/** The type of a value before it has a name: what shape inference returns. */
export interface ValueType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** One edge of the graph: a graph input, a constant, or an output of a node. */
export interface Value extends ValueType {
  readonly graph: Graph;
  readonly name: string;
  /** The node that computes it; absent for inputs and constants. */
  readonly producer?: Node;
}

/** "float32[batch,128]" */
export function formatType({ dtype, shape }: ValueType): string {
  return `${dtype}${formatShape(shape)}`;
}

/** "[batch,128]" */
export function formatShape(shape: Shape): string {
  return `[${shape.join(",")}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** Turns a negative axis into one counted from the front; refuses an axis outside the rank. */
export function normalizeAxis(operator: string, axis: number, rank: number): number {
  const normalized = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(normalized) || normalized < 0 || normalized >= rank) {
    throw new GraphError(operator, `axis ${axis} is outside rank ${rank}`);
  }
  return normalized;
}

/** A mistake in building a graph: says which operator and which shapes. */
export class GraphError extends Error {
  override readonly name = "GraphError";

  constructor(operator: string, problem: string) {
    super(`${operator}: ${problem}`);
  }
}
