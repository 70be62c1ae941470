import type { Graph } from "./graph";
import { moveFirstBeforeLast } from "./operators/matmul";
import { type Dim, formatShape, GraphError, normalizeAxis, type Shape, sameShape, type Value } from "./value";

/** The number that a scalar float32 constant holds; undefined for every other value. */
export function scalarOf(value: Value): number | undefined {
  const data = value.graph.constants.get(value);
  return data instanceof Float32Array && value.shape.length === 0 ? data[0] : undefined;
}

const asValue = (graph: Graph, x: Value | number): Value => (typeof x === "number" ? graph.scalar(x) : x);

export const add = (a: Value, b: Value | number): Value =>
  a.graph.apply("Add", [a, asValue(a.graph, b)], {})[0];

export const sub = (a: Value, b: Value): Value => a.graph.apply("Sub", [a, b], {})[0];

/** The product; a factor that is the constant 1 adds no node. */
export function mul(a: Value, b: Value | number): Value {
  const right = asValue(a.graph, b);
  if (scalarOf(right) === 1) return a;
  if (scalarOf(a) === 1) return right;
  return a.graph.apply("Mul", [a, right], {})[0];
}

/** The same value under another name, as an output that is an input needs. */
export const identity = (x: Value): Value => x.graph.apply("Identity", [x], {})[0];

export const neg = (x: Value): Value => x.graph.apply("Neg", [x], {})[0];
export const exp = (x: Value): Value => x.graph.apply("Exp", [x], {})[0];
export const log = (x: Value): Value => x.graph.apply("Log", [x], {})[0];
export const erf = (x: Value): Value => x.graph.apply("Erf", [x], {})[0];
export const cos = (x: Value): Value => x.graph.apply("Cos", [x], {})[0];
export const sin = (x: Value): Value => x.graph.apply("Sin", [x], {})[0];
export const reciprocal = (x: Value): Value => x.graph.apply("Reciprocal", [x], {})[0];
export const relu = (x: Value): Value => x.graph.apply("Relu", [x], {})[0];
export const equal = (a: Value, b: Value): Value => a.graph.apply("Equal", [a, b], {})[0];
export const greater = (a: Value, b: Value): Value => a.graph.apply("Greater", [a, b], {})[0];

/** 1 where true, 0 where false. */
export const toFloat = (condition: Value): Value => condition.graph.apply("Cast", [condition], { to: 1 })[0];

export const matMul = (a: Value, b: Value): Value => a.graph.apply("MatMul", [a, b], {})[0];

export interface MatrixOptions {
  readonly alpha?: number;
  readonly transA?: boolean;
  readonly transB?: boolean;
}

export interface BatchMatrixOptions extends MatrixOptions {
  readonly transBatchA?: boolean;
  readonly transBatchB?: boolean;
}

/** `alpha * op(a) @ op(b)` over leading batch axes; `op` may transpose and may move the first axis before the last. */
export function fusedMatMul(a: Value, b: Value, options: BatchMatrixOptions = {}): Value {
  const { alpha = 1, transA = false, transB = false, transBatchA = false, transBatchB = false } = options;
  const attributes = {
    alpha,
    transA: Number(transA),
    transB: Number(transB),
    transBatchA: Number(transBatchA),
    transBatchB: Number(transBatchB),
  };
  return a.graph.apply("FusedMatMul", [a, b], attributes)[0];
}

export interface GemmOptions extends MatrixOptions {
  readonly c?: Value;
  readonly beta?: number;
}

/** `alpha * op(a) @ op(b) + beta * c` of matrices. */
export function gemm(a: Value, b: Value, options: GemmOptions = {}): Value {
  const { alpha = 1, beta = 1, transA = false, transB = false, c } = options;
  const attributes = { alpha, beta, transA: Number(transA), transB: Number(transB) };
  return a.graph.apply("Gemm", c ? [a, b, c] : [a, b], attributes)[0];
}

export const softmax = (x: Value): Value => x.graph.apply("Softmax", [x], { axis: -1 })[0];
export const logSoftmax = (x: Value): Value => x.graph.apply("LogSoftmax", [x], { axis: -1 })[0];

export function layerNormalization(x: Value, scale: Value, bias: Value | undefined, epsilon: number): Value {
  const inputs = bias ? [x, scale, bias] : [x, scale];
  return x.graph.apply("LayerNormalization", inputs, { axis: -1, epsilon })[0];
}

/** The angles of the positions that `rotate` turns by, [positions, size/2] each. */
export interface Angles {
  readonly cosines: Value;
  readonly sines: Value;
}

/** Each head of `x` [tokens, 1, heads*size] turned by the angles of its token's position; int64 `positions` [tokens, 1]. */
export function rotate(x: Value, positions: Value, { cosines, sines }: Angles): Value {
  return x.graph.apply("RotaryEmbedding", [x, positions, cosines, sines], {})[0];
}

export function transpose(x: Value, perm: readonly number[]): Value {
  return x.graph.apply("Transpose", [x], { perm })[0];
}

/** `[d0, d1, ..., dn-2, dn-1]` to `[d1, ..., dn-2, d0, dn-1]`. */
export function batchTranspose(x: Value): Value {
  return transpose(x, moveFirstBeforeLast(x.shape.map((_, axis) => axis)) as number[]);
}

/** The same elements in another shape; sizes known only at run time are allowed. */
export function reshape(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const unknown = shape.filter((d) => typeof d === "string");
  const target =
    unknown.length <= 1
      ? x.graph.int64(shape.map((d) => (typeof d === "string" ? -1 : d)))
      : shapeTensor(x.graph, shape);
  return x.graph.apply("Reshape", [x, target], { shape })[0];
}

/** `x` repeated to the shape of `like`. */
export function expandLike(x: Value, like: Value): Value {
  if (sameShape(x.shape, like.shape)) return x;
  return expandTo(x, shapeOf(like), like.shape);
}

/** `x` repeated to a shape that is int64 at run time, and `shape` for inference. */
export const expandTo = (x: Value, runtimeShape: Value, shape: Shape): Value =>
  x.graph.apply("Expand", [x, runtimeShape], { shape })[0];

/** float32 zeros in the shape of `like`. */
export function zerosLike(like: Value): Value {
  return like.graph.apply("ConstantOfShape", [shapeOf(like)], { shape: like.shape })[0];
}

function shapeOf(x: Value): Value {
  return x.graph.apply("Shape", [x], { start: 0, end: x.shape.length })[0];
}

/** The sum over `overAxes`, which stay as 1 unless `keepdims` is false; over no axes, `x` itself. */
export function reduceSum(x: Value, overAxes: readonly number[], keepdims = true): Value {
  const axes = overAxes.map((axis) => normalizeAxis("ReduceSum", axis, x.shape.length));
  if (axes.length === 0) return x;
  return x.graph.apply("ReduceSum", [x, x.graph.int64(axes)], { axes, keepdims: Number(keepdims) })[0];
}

/** The largest element over the last axis, which stays as 1. */
export function maxOfLast(x: Value): Value {
  const axes = [x.shape.length - 1];
  return x.graph.apply("ReduceMax", [x, x.graph.int64(axes)], { axes, keepdims: 1 })[0];
}

/**
 * Rows of `table` [rows, ...] at int64 `indices`; `paddingIdx` is a row that takes no gradient.
 * Where the table is computed by the graph, and its gradient is wanted, the indices must not repeat.
 */
export function gather(table: Value, indices: Value, paddingIdx = -1): Value {
  return table.graph.apply("Gather", [table, indices], { axis: 0, padding_idx: paddingIdx })[0];
}

/** Elements of a matrix at int64 (row, column) pairs [n, 2]: [n]. */
export const gatherND = (data: Value, indices: Value): Value =>
  data.graph.apply("GatherND", [data, indices], {})[0];

/** The first `size` rows of a value. */
export function firstRows(x: Value, size: Dim): Value {
  const { graph } = x;
  const end = typeof size === "number" ? graph.int64([size]) : dimension(graph, size);
  return graph.apply("Slice", [x, graph.int64([0]), end], { start: 0, size })[0];
}

/** `size` rows of a matrix from `start` on; of a constant, another constant. */
export function rowsFrom(x: Value, start: number, size: number): Value {
  const { graph } = x;
  const data = graph.constants.get(x);
  if (data) {
    const width = data.length / Number(x.shape[0]);
    const rows = data.subarray(start * width, (start + size) * width);
    return graph.constant(rows, [size, ...(x.shape.slice(1) as number[])], `${x.name}.from_${start}`);
  }
  const range = [graph.int64([start]), graph.int64([start + size])];
  return graph.apply("Slice", [x, ...range], { start, size })[0];
}

/** The rows of all the values, one after the other. */
export function concat(values: readonly Value[]): Value {
  return values.length === 1 ? values[0] : values[0].graph.apply("Concat", values, { axis: 0 })[0];
}

/** Adds `updates` to `data` at unique `indices` [n, k]. */
export function scatterAdd(data: Value, indices: Value, updates: Value): Value {
  return data.graph.apply("ScatterND", [data, indices, updates], { reduction: "add" })[0];
}

/** The run-time size that `symbol` names, int64 [1], read off the first graph input that has it. */
export function dimension(graph: Graph, symbol: string): Value {
  for (const input of graph.inputs) {
    const axis = input.shape.indexOf(symbol);
    if (axis >= 0) return graph.apply("Shape", [input], { start: axis, end: axis + 1 })[0];
  }
  throw new GraphError("Shape", `no graph input has a dimension named ${symbol}`);
}

/** `shape` as an int64 tensor [rank], computed at run time where a size is unknown. */
function shapeTensor(graph: Graph, shape: Shape): Value {
  if (shape.every((d) => typeof d === "number")) return graph.int64(shape as number[]);
  if (shape.some((d) => typeof d === "string" && /[*+]/.test(d))) {
    throw new GraphError("Reshape", `cannot compute ${formatShape(shape)}: it has a derived size`);
  }
  const parts = shape.map((d) => (typeof d === "number" ? graph.int64([d]) : dimension(graph, d)));
  return concat(parts);
}
