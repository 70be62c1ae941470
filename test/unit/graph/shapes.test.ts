import { describe, expect, test } from "vitest";
import { type DType, formatType, Graph, type Shape, type Value } from "../../../src/core/graph";
import type { Attributes } from "../../../src/core/graph/node";
import { OPERATORS, type OperatorName } from "../../../src/core/graph/operators";

/** "float32[2,n]" as an input of a graph. */
function input(graph: Graph, type: string, index: number): Value {
  const [, dtype, shape] = /^(\w+)\[(.*)\]$/.exec(type) as unknown as [string, DType, string];
  return graph.input(`x${index}`, dtype, parse(shape));
}

function parse(shape: string): Shape {
  return shape === "" ? [] : shape.split(",").map((d) => (/^\d+$/.test(d) ? Number(d) : d));
}

function apply(operator: OperatorName, inputs: readonly string[], attributes: Attributes): string[] {
  const graph = new Graph();
  const values = inputs.map((type, index) => input(graph, type, index));
  return graph.apply(operator, values, attributes as never).map(formatType);
}

type Row = readonly [OperatorName, readonly string[], Attributes, readonly string[] | string];

const none = {};
const product = { alpha: 1, transA: 0, transB: 0, transBatchA: 0, transBatchB: 0 };
const gemm = { alpha: 1, beta: 1, transA: 0, transB: 0 };

const fits: readonly Row[] = [
  ["Add", ["float32[2,3]", "float32[2,3]"], none, ["float32[2,3]"]],
  ["Add", ["float32[2,1,n]", "float32[3,1]"], none, ["float32[2,3,n]"]],
  ["Add", ["float32[]", "float32[batch,1]"], none, ["float32[batch,1]"]],
  ["Sub", ["float32[batch,3]", "float32[3]"], none, ["float32[batch,3]"]],
  ["Mul", ["float32[1,n]", "float32[m,1]"], none, ["float32[m,n]"]],
  ...(["Identity", "Neg", "Exp", "Log", "Erf", "Reciprocal", "Relu"] as const).map(
    (name): Row => [name, ["float32[n,4]"], none, ["float32[n,4]"]],
  ),
  ["Equal", ["int64[n,1]", "int64[3]"], none, ["bool[n,3]"]],
  ["Greater", ["float32[n,5]", "float32[n,1]"], none, ["bool[n,5]"]],
  ["Cast", ["bool[n]"], { to: 1 }, ["float32[n]"]],
  ["Cast", ["float32[2]"], { to: 7 }, ["int64[2]"]],
  ["MatMul", ["float32[b,2,k]", "float32[b,k,5]"], none, ["float32[b,2,5]"]],
  ["MatMul", ["float32[7,2,3]", "float32[3,5]"], none, ["float32[7,2,5]"]],
  [
    "DynamicQuantizeMatMul",
    ["float32[n,3]", "int8[3,5]", "float32[5]", "int8[5]", "float32[5]"],
    none,
    ["float32[n,5]"],
  ],
  ["FusedMatMul", ["float32[h,3,2]", "float32[h,3,5]"], { ...product, transA: 1 }, ["float32[h,2,5]"]],
  ["FusedMatMul", ["float32[h,2,3]", "float32[h,5,3]"], { ...product, transB: 1 }, ["float32[h,2,5]"]],
  [
    "FusedMatMul",
    ["float32[s,b,4,8]", "float32[s,b,4,8]"],
    { ...product, transB: 1, transBatchA: 1, transBatchB: 1 },
    ["float32[b,4,s,s]"],
  ],
  ["Gemm", ["float32[n,3]", "float32[3,4]"], gemm, ["float32[n,4]"]],
  [
    "Gemm",
    ["float32[3,n]", "float32[4,3]", "float32[4]"],
    { ...gemm, transA: 1, transB: 1 },
    ["float32[n,4]"],
  ],
  ["Gemm", ["float32[n,3]", "float32[3,4]", "float32[1,1]"], gemm, ["float32[n,4]"]],
  ["Softmax", ["float32[a,b,c]"], { axis: -1 }, ["float32[a,b,c]"]],
  ["LogSoftmax", ["float32[a,3]"], { axis: 1 }, ["float32[a,3]"]],
  [
    "LayerNormalization",
    ["float32[n,8]", "float32[8]", "float32[8]"],
    { axis: -1, epsilon: 1e-12 },
    ["float32[n,8]", "float32[n,1]", "float32[n,1]"],
  ],
  ["Reshape", ["float32[a,6]", "int64[3]"], { shape: ["a", 2, 3] }, ["float32[a,2,3]"]],
  [
    "Reshape",
    ["float32[sequence*batch,8]", "int64[4]"],
    { shape: ["sequence", "batch", 2, 4] },
    ["float32[sequence,batch,2,4]"],
  ],
  ["Reshape", ["float32[1,1]", "int64[0]"], { shape: [] }, ["float32[]"]],
  ["Transpose", ["float32[a,2,b]"], { perm: [2, 0, 1] }, ["float32[b,a,2]"]],
  ["Expand", ["float32[1,3]", "int64[2]"], { shape: ["n", 3] }, ["float32[n,3]"]],
  ["ConstantOfShape", ["int64[2]"], { shape: ["n", 3] }, ["float32[n,3]"]],
  ["Shape", ["float32[a,b,3]"], { start: 1, end: 3 }, ["int64[2]"]],
  ["Cos", ["float32[s,4]"], none, ["float32[s,4]"]],
  ["Sin", ["float32[s,4]"], none, ["float32[s,4]"]],
  ["Concat", ["int64[1]", "int64[2]"], { axis: 0 }, ["int64[3]"]],
  ["Concat", ["float32[1,h]", "float32[2,h]"], { axis: 0 }, ["float32[3,h]"]],
  [
    "RotaryEmbedding",
    ["float32[t,1,12]", "int64[t,1]", "float32[s,2]", "float32[s,2]"],
    none,
    ["float32[t,1,12]"],
  ],
  ["ReduceSum", ["float32[a,2,b]", "int64[2]"], { keepdims: 1, axes: [0, 2] }, ["float32[1,2,1]"]],
  ["ReduceSum", ["float32[a,2,b]", "int64[1]"], { keepdims: 0, axes: [-1] }, ["float32[a,2]"]],
  ["ReduceMax", ["float32[a,2,b]", "int64[1]"], { keepdims: 1, axes: [2] }, ["float32[a,2,1]"]],
  ["Gather", ["float32[v,8]", "int64[s,b]"], { axis: 0, padding_idx: -1 }, ["float32[s,b,8]"]],
  ["Gather", ["float32[v]", "int64[]"], { axis: 0, padding_idx: -1 }, ["float32[]"]],
  ["GatherND", ["float32[n,v]", "int64[m,2]"], none, ["float32[m]"]],
  ["Slice", ["int64[512]", "int64[1]", "int64[1]"], { start: 0, size: "s" }, ["int64[s]"]],
  ["Slice", ["float32[6,h]", "int64[1]", "int64[1]"], { start: 4, size: 2 }, ["float32[2,h]"]],
  ["ScatterND", ["float32[n,v]", "int64[m,2]", "float32[m]"], { reduction: "add" }, ["float32[n,v]"]],
  ["ScatterND", ["float32[n,8]", "int64[m,1]", "float32[m,8]"], { reduction: "add" }, ["float32[n,8]"]],
];

const misfits: readonly Row[] = [
  ["Add", ["float32[2,3]", "float32[2,4]"], none, "Add: cannot broadcast [2,3] with [2,4]"],
  ["Add", ["float32[batch]", "float32[sequence]"], none, "Add: cannot broadcast [batch] with [sequence]"],
  ["Mul", ["float32[2]", "int64[2]"], none, "Mul: expects float32, got float32[2] and int64[2]"],
  ["Exp", ["int64[n]"], none, "Exp: expects float32, got int64[n]"],
  ["Equal", ["int64[2]", "float32[2]"], none, "Equal: cannot compare int64[2] with float32[2]"],
  ["Greater", ["float32[2]", "float32[3]"], none, "Greater: cannot broadcast [2] with [3]"],
  ["Cast", ["bool[2]"], { to: 11 }, "Cast: cannot cast bool[2] to data type 11"],
  ["MatMul", ["float32[8,256]", "float32[512,256]"], none, "MatMul: cannot multiply [8,256] by [512,256]"],
  ["MatMul", ["float32[3]", "float32[3,4]"], none, "MatMul: cannot multiply [3] by [3,4]"],
  ["MatMul", ["float32[2,4,3]", "float32[5,3,4]"], none, "MatMul: cannot broadcast [2] with [5]"],
  ["MatMul", ["int64[2,3]", "int64[3,4]"], none, "MatMul: expects float32, got int64[2,3] and int64[3,4]"],
  [
    "FusedMatMul",
    ["float32[h,2,3]", "float32[h,3,5]"],
    { ...product, transA: 1 },
    "FusedMatMul: cannot multiply [h,3,2] by [h,3,5]",
  ],
  ["Gemm", ["float32[2,3]", "float32[4,3]"], gemm, "Gemm: cannot multiply [2,3] by [4,3]"],
  ["Gemm", ["float32[2,3,4]", "float32[4,3]"], gemm, "Gemm: expects matrices, got [2,3,4] and [4,3]"],
  ["Gemm", ["float32[2,3]", "float32[3,4]", "float32[5]"], gemm, "Gemm: cannot broadcast [2,4] with [5]"],
  ["Gemm", ["float32[1,3]", "float32[3,4]", "float32[2,4]"], gemm, "Gemm: cannot add [2,4] to [1,4]"],
  ["Softmax", ["float32[2,3]"], { axis: 0 }, "Softmax: only the last axis is supported, got axis 0 of [2,3]"],
  ["LogSoftmax", ["float32[2,3]"], { axis: 2 }, "LogSoftmax: axis 2 is outside rank 2"],
  [
    "LayerNormalization",
    ["float32[n,8]", "float32[4]", "float32[8]"],
    { axis: -1, epsilon: 0 },
    "LayerNormalization: cannot normalise [n,8] with scale [4] and bias [8]",
  ],
  [
    "LayerNormalization",
    ["float32[n,8]", "float32[4]"],
    { axis: -1, epsilon: 0 },
    "LayerNormalization: cannot normalise [n,8] with scale [4]",
  ],
  [
    "RotaryEmbedding",
    ["float32[t,1,10]", "int64[t,1]", "float32[s,2]", "float32[s,2]"],
    none,
    "RotaryEmbedding: cannot turn [t,1,10] by the angles [s,2]",
  ],
  ["Reshape", ["float32[a,6]", "int64[2]"], { shape: ["a", 5] }, "Reshape: cannot reshape [a,6] to [a,5]"],
  ["Reshape", ["float32[a,6]", "int64[2]"], { shape: ["b", 6] }, "Reshape: cannot reshape [a,6] to [b,6]"],
  ["Transpose", ["float32[2,3]"], { perm: [0, 0] }, "Transpose: [0,0] does not permute [2,3]"],
  ["Transpose", ["float32[2,3]"], { perm: [0] }, "Transpose: [0] does not permute [2,3]"],
  ["Expand", ["float32[2,3]", "int64[2]"], { shape: ["n", 3] }, "Expand: cannot broadcast [2,3] with [n,3]"],
  ["Expand", ["float32[2,3]", "int64[2]"], { shape: [1, 3] }, "Expand: cannot repeat [2,3] to [1,3]"],
  ["Shape", ["float32[2,3]"], { start: 1, end: 3 }, "Shape: [2,3] has no sizes from 1 to 3"],
  [
    "Concat",
    ["int64[1]", "float32[2]"],
    { axis: 0 },
    "Concat: cannot join int64[1], float32[2] along axis 0",
  ],
  ["Concat", ["int64[n]"], { axis: 0 }, "Concat: cannot join int64[n] along axis 0"],
  [
    "Concat",
    ["float32[1,3]", "float32[2,4]"],
    { axis: 0 },
    "Concat: cannot join float32[1,3], float32[2,4] along axis 0",
  ],
  ["Concat", ["float32[2,3]"], { axis: 1 }, "Concat: cannot join float32[2,3] along axis 1"],
  [
    "ReduceSum",
    ["float32[2]", "int64[1]"],
    { keepdims: 1, axes: [1] },
    "ReduceSum: axis 1 is outside rank 1",
  ],
  [
    "Gather",
    ["float32[v,8]", "float32[n]"],
    { axis: 0, padding_idx: -1 },
    "Gather: cannot take rows of float32[v,8] at float32[n] along axis 0",
  ],
  [
    "GatherND",
    ["float32[n,v]", "int64[m,3]"],
    none,
    "GatherND: cannot take elements of float32[n,v] at int64[m,3]",
  ],
  [
    "Slice",
    ["float32[5,3]", "int64[1]", "int64[1]"],
    { start: 4, size: 2 },
    "Slice: [5,3] has no 2 rows from 4 on",
  ],
  [
    "ScatterND",
    ["float32[n,8]", "int64[m,1]", "float32[m,4]"],
    { reduction: "add" },
    "ScatterND: cannot add [m,4] to [n,8] at int64[m,1]",
  ],
];

describe("shape inference", () => {
  test.each(fits)("%s of %s %o is %s", (operator, inputs, attributes, expected) => {
    expect(apply(operator, inputs, attributes)).toEqual(expected);
  });

  test.each(misfits)("%s of %s %o is refused", (operator, inputs, attributes, message) => {
    expect(() => apply(operator, inputs, attributes)).toThrow(message as string);
  });

  test("has a row for every operator", () => {
    expect(new Set(fits.map(([operator]) => operator))).toEqual(new Set(Object.keys(OPERATORS)));
  });

  test("a node that is refused leaves the graph as it was", () => {
    const graph = new Graph();
    const x = graph.input("x", "float32", [2]);
    const y = graph.input("y", "float32", [3]);
    expect(() => graph.apply("Add", [x, y], {})).toThrow();
    expect(graph.nodes).toEqual([]);
  });

  test("an input of another graph and a name that is taken are refused", () => {
    const graph = new Graph();
    const stranger = new Graph().input("x", "float32", [2]);
    expect(() => graph.apply("Neg", [stranger], {})).toThrow("Neg: an input belongs to another graph");
    graph.input("x", "float32", [2]);
    expect(() => graph.input("x", "float32", [2])).toThrow("the name x is taken");
  });
});
