import { expect, test } from "vitest";
import {
  add,
  fuse,
  gemm,
  layerNormalization,
  mul,
  printGraph,
  reduceSum,
  transpose,
} from "../../../src/core/graph";
import { floatInputs } from "../../support/runGraph";

function tinyGraph() {
  const { x, weight, bias, graph } = floatInputs({ x: ["rows", 3], weight: [4, 3], bias: [4] });
  graph.input("unused", "int64", ["rows"]);
  const table = graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [8], "table");
  const product = mul(gemm(x, weight, { transB: true, alpha: 0.5 }), 3);
  const normalized = layerNormalization(add(product, bias), bias, bias, 1e-12);
  return { normalized, sum: reduceSum(transpose(product, [1, 0]), [0], false), table: add(table, 1) };
}

test("a graph prints its used inputs, nodes, attributes that are not 0, and outputs", () => {
  expect(printGraph(tinyGraph())).toMatchInlineSnapshot(`
    "input x: float32[rows,3]
    input weight: float32[4,3]
    input bias: float32[4]
    Gemm_0: float32[rows,4] = Gemm(x, weight) {alpha=0.5 beta=1 transB=1}
    Mul_1: float32[rows,4] = Mul(Gemm_0, {3})
    Add_2: float32[rows,4] = Add(Mul_1, bias)
    LayerNormalization_3: float32[rows,4], LayerNormalization_3_1: float32[rows,1], LayerNormalization_3_2: float32[rows,1] = LayerNormalization(Add_2, bias, bias) {axis=-1 epsilon=1e-12}
    Transpose_4: float32[4,rows] = Transpose(Mul_1) {perm=1,0}
    ReduceSum_5: float32[rows] = ReduceSum(Transpose_4, {0}) {axes=0}
    Add_6: float32[8] = Add(table: float32[8], {1})
    output normalized = LayerNormalization_3
    output sum = ReduceSum_5
    output table = Add_6"
  `);
});

test("fuse folds the factor into the product", () => {
  const { normalized, sum } = tinyGraph();
  expect(printGraph(fuse({ normalized, sum }))).toMatchInlineSnapshot(`
    "input x: float32[rows,3]
    input weight: float32[4,3]
    input bias: float32[4]
    Gemm_1: float32[rows,4] = Gemm(x, weight) {transB=1 alpha=1.5 beta=3}
    Add_2: float32[rows,4] = Add(Gemm_1, bias)
    LayerNormalization_3: float32[rows,4], LayerNormalization_3_1: float32[rows,1], LayerNormalization_3_2: float32[rows,1] = LayerNormalization(Add_2, bias, bias) {axis=-1 epsilon=1e-12}
    Transpose_4: float32[4,rows] = Transpose(Gemm_1) {perm=1,0}
    ReduceSum_5: float32[rows] = ReduceSum(Transpose_4, {0}) {axes=0}
    output normalized = LayerNormalization_3
    output sum = ReduceSum_5"
  `);
});

test("nothing prints as nothing", () => {
  expect(printGraph({})).toBe("");
});
