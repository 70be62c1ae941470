import { describe, expect, test } from "vitest";
import { gradients, withCustomGradient } from "../../../src/core/autodiff";
import {
  add,
  equal,
  exp,
  Graph,
  GraphError,
  gather,
  gatherND,
  layerNormalization,
  mul,
  reduceSum,
  rowsFrom,
  scatterAdd,
  toFloat,
  type Value,
} from "../../../src/core/graph";
import { ACTIVATIONS } from "../../../src/core/models/blocks/activations";
import { crossEntropySum } from "../../../src/core/models/blocks/crossEntropy";
import { expectGradients } from "../../support/finiteDifferences";
import { floatInputs, runGraph } from "../../support/runGraph";

const total = (x: Value) => reduceSum(x, [...x.shape.keys()], false);
const pairs = ({ graph }: Value, values: readonly number[]) =>
  graph.constant(BigInt64Array.from(values, BigInt), [values.length / 2, 2]);

describe("what cannot be differentiated is refused", () => {
  const cases: Readonly<Record<string, readonly [(x: Value) => Value, string]>> = {
    "a loss that is no scalar": [(x) => exp(x), "gradients: the loss must be a scalar, not 2,3"],
    "elements of a matrix": [(x) => total(gatherND(x, pairs(x, [0, 1]))), "GatherND: has no gradient rule"],
    "scattered updates": [
      (x) => total(scatterAdd(x, pairs(x, [0, 1]), x.graph.constant(Float32Array.of(1), [1]))),
      "ScatterND: has no gradient rule",
    ],
    "slices that overlap": [
      (x) => total(add(rowsFrom(x, 0, 1), reduceSum(rowsFrom(x, 0, 2), [0]))),
      "Slice: slices of x overlap",
    ],
    "a second output": [
      (x) => {
        const one = x.graph.constant(Float32Array.of(1, 1, 1), [3]);
        const [, mean] = layerNormalization(x, one, one, 0).producer!.outputs;
        return total(mean);
      },
      "LayerNormalization: has no gradient for its second and later outputs",
    ],
  };
  test.each(Object.entries(cases))("%s", (_name, [build, message]) => {
    const { x } = floatInputs({ x: [2, 3] });
    const loss = build(x);
    expect(() => gradients(loss, [x])).toThrow(GraphError);
    expect(() => gradients(loss, [x])).toThrow(message);
  });
});

test("what the loss does not depend on, or only through a comparison, has no gradient", () => {
  const { x, y, unused } = floatInputs({ x: [2], y: [2], unused: [2] });
  const byInput = gradients(total(mul(x, toFloat(equal(y, x)))), [x, y, unused]);
  expect([...byInput.keys()]).toEqual([x]);
});

test("rows of a table stay rows, and its dense use adds a dense part", () => {
  const graph = new Graph();
  const table = graph.input("table", "float32", [5, 2]);
  const ids = graph.input("ids", "int64", [3]);
  const rows = gradients(total(gather(table, ids)), [table]).get(table);
  expect(rows?.dense).toBeUndefined();
  expect(rows?.rows.map(({ indices, values }) => [indices.name, values.shape])).toEqual([["ids", [3, 2]]]);
  const both = gradients(add(total(gather(table, ids)), total(exp(table))), [table]).get(table);
  expect(both?.dense?.shape).toEqual([5, 2]);
  expect(both?.rows).toHaveLength(1);
});

test("the padding row of a table takes no gradient", async () => {
  const graph = new Graph();
  const table = graph.input("table", "float32", [4, 2]);
  const ids = graph.int64([3, 0, 1, 0]);
  const loss = total(mul(gather(table, ids, 0), 2));
  const [{ values }] = gradients(loss, [table]).get(table)!.rows;
  const results = await runGraph({ values: add(values, 0) }, { table: new Float32Array(8) });
  expect([...results["values"].data]).toEqual([2, 2, 0, 0, 2, 2, 0, 0]);
});

test("a custom gradient stands for the nodes inside", async () => {
  const { x } = floatInputs({ x: [2] });
  const cube = withCustomGradient(mul(mul(x, x), x), { inputs: [x], backward: (dy) => [mul(dy, 7)] });
  const gradient = gradients(total(cube), [x]).get(x)?.dense as Value;
  const { g } = await runGraph({ g: add(gradient, 0) }, { x: Float32Array.of(2, 3) });
  expect([...g.data]).toEqual([7, 7]);
});

describe("activations", () => {
  test.each(Object.entries(ACTIVATIONS))("%s agrees with finite differences", async (_name, activation) => {
    await expectGradients({ shapes: [[4, 5]], build: activation, range: [-4, 4], avoidZero: 0.1 });
  });

  /** Values of torch.nn.functional.gelu in fp64, exact and with approximate="tanh". */
  const known = {
    gelu: [-0.004049694, -0.158655254, 0, 0.345731231, 1.954499736],
    gelu_new: [-0.003637392, -0.158808009, 0, 0.34571401, 1.954597694],
    relu: [0, 0, 0, 0.5, 2],
    silu: [-0.142277618, -0.268941421, 0, 0.311229664, 1.761594156],
  } as const;
  test.each(Object.entries(known))("%s has the values of PyTorch", async (name, expected) => {
    const { x } = floatInputs({ x: [5] });
    const y = ACTIVATIONS[name as keyof typeof known](x);
    const results = await runGraph({ y }, { x: Float32Array.of(-3, -1, 0, 0.5, 2) });
    for (const [index, value] of expected.entries()) expect(results["y"].data[index]).toBeCloseTo(value, 6);
  });

  test.each(Object.entries(ACTIVATIONS))(
    "%s and its gradient stay finite far out",
    async (_name, activation) => {
      const { x } = floatInputs({ x: [4] });
      const y = activation(x);
      const gradient = gradients(total(y), [x]).get(x)?.dense as Value;
      const results = await runGraph({ y, gradient }, { x: Float32Array.of(-1000, -30, 30, 1000) });
      const close = (actual: Float32Array, expected: readonly number[]) => {
        for (const [index, value] of expected.entries()) {
          expect(Math.abs(actual[index] - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, value));
        }
      };
      close(results["y"].data, [0, 0, 30, 1000]);
      close(results["gradient"].data, [0, 0, 1, 1]);
    },
  );
});

test("cross entropy agrees with finite differences and with its definition", async () => {
  const labels = [0, 2, 1, 0, 2, 4];
  await expectGradients({
    shapes: [[3, 5]],
    build: (x) => crossEntropySum(x, pairs(x, labels)),
    range: [-3, 3],
  });
  const { x } = floatInputs({ x: [3, 5] });
  const data = Float32Array.from({ length: 15 }, (_, index) => Math.sin(index));
  const { loss } = await runGraph({ loss: crossEntropySum(x, pairs(x, labels)) }, { x: data });
  const rows = [0, 1, 2].map((row) => data.subarray(row * 5, row * 5 + 5));
  const expected = rows.reduce((sum, row, index) => {
    const partition = row.reduce((s, value) => s + Math.exp(value), 0);
    return sum + Math.log(partition) - row[labels[index * 2 + 1]];
  }, 0);
  expect(loss.data[0]).toBeCloseTo(expected, 5);
});
