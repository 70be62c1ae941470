import { describe, expect, test } from "vitest";
import { type GemmOptions, Graph, gemm, printGraph, quantizeWeights } from "../../../src/core/graph";
import { createRandom } from "../../../src/core/random";
import { runGraph } from "../../support/runGraph";

const [ROWS, INNER, COLUMNS] = [5, 32, 12];
/** Two digits are kept. */
const TOLERANCE = 0.02;

function randomValues(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count }, () => random.nextNormal());
}

/** x W^T + c with a constant W, one row of which is zero. */
function product({ biased = true, ...options }: Omit<GemmOptions, "c"> & { biased?: boolean } = {}) {
  const graph = new Graph();
  const x = graph.input("x", "float32", [ROWS, INNER]);
  const weight = randomValues(COLUMNS * INNER, 1).fill(0, 0, INNER);
  const w = graph.constant(weight, options.transB === false ? [INNER, COLUMNS] : [COLUMNS, INNER], "w");
  const c = graph.constant(randomValues(COLUMNS, 2), [COLUMNS], "c");
  return gemm(x, w, { transB: true, ...options, ...(biased && { c }) });
}

describe("a product with a constant", () => {
  test.each<[string, Parameters<typeof product>[0]]>([
    ["with a bias", {}],
    ["without a bias", { biased: false }],
    ["with factors of both", { alpha: 0.5, beta: -3 }],
  ])("%s is computed in int8, nearly as in float32", async (_name, options) => {
    const exact = { y: product(options) };
    const quantized = quantizeWeights(exact);
    expect(printGraph(quantized)).toContain("DynamicQuantizeMatMul");
    expect(printGraph(quantized)).not.toContain("Gemm");
    const x = randomValues(ROWS * INNER, 3);
    const [wanted, found] = [await runGraph(exact, { x }), await runGraph(quantized, { x })];
    expect(relativeError(found["y"].data, wanted["y"].data)).toBeLessThan(TOLERANCE);
  });

  test("a term that is no constant is added in float32", async () => {
    const graph = new Graph();
    const [x, w, c] = [
      [ROWS, INNER],
      [COLUMNS, INNER],
      [ROWS, COLUMNS],
    ].map((shape, at) =>
      at === 1
        ? graph.constant(randomValues(COLUMNS * INNER, 1), shape, "w")
        : graph.input(`${at}`, "float32", shape),
    );
    const exact = { y: gemm(x, w, { transB: true, c, beta: 2 }) };
    const arrays = { "0": new Float32Array(ROWS * INNER), "2": randomValues(ROWS * COLUMNS, 4) };
    const { y } = await runGraph(quantizeWeights(exact), arrays);
    expect(y.data).toEqual(arrays["2"].map((value) => 2 * value));
  });

  test("large numbers in both do not overflow", async () => {
    const graph = new Graph();
    const x = graph.input("x", "float32", [1, 1024]);
    const w = graph.constant(new Float32Array(1024).fill(1), [1, 1024], "w");
    const quantized = quantizeWeights({ y: gemm(x, w, { transB: true }) });
    const { y } = await runGraph(quantized, { x: new Float32Array(1024).fill(1) });
    expect(y.data[0]).toBeCloseTo(1024, 1);
  });
});

test.each<[string, () => ReturnType<typeof gemm>]>([
  ["a constant that is not transposed", () => product({ transB: false })],
  [
    "no constant",
    () => {
      const graph = new Graph();
      return gemm(graph.input("x", "float32", [2, 3]), graph.input("w", "float32", [4, 3]), { transB: true });
    },
  ],
])("a product with %s stays as it is", (_name, build) => {
  expect(printGraph(quantizeWeights({ y: build() }))).toContain("= Gemm(");
});

function relativeError(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let [error, size] = [0, 0];
  for (let at = 0; at < wanted.length; at++) {
    error += (found[at] - wanted[at]) ** 2;
    size += wanted[at] ** 2;
  }
  return Math.sqrt(error / size);
}
