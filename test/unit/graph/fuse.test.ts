import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  batchTranspose,
  fuse,
  fusedMatMul,
  gemm,
  mul,
  printGraph,
  reduceSum,
  reshape,
  transpose,
  type Value,
} from "../../../src/core/graph";
import { createRandom } from "../../../src/core/random";
import { elementCount } from "../../../src/core/tensor";
import { floatInputs, runGraph } from "../../support/runGraph";

const operators = (outputs: Readonly<Record<string, Value>>) =>
  printGraph(outputs)
    .split("\n")
    .flatMap((line) => /= (\w+)\(/.exec(line)?.slice(1) ?? []);

const folds: Readonly<Record<string, readonly [() => Value, readonly string[]]>> = {
  "a factor of an operand goes into alpha": [
    () => {
      const { a, b } = floatInputs({ a: [2, 3], b: [3, 4] });
      return gemm(mul(a, 2), mul(b, 5), { alpha: 3 });
    },
    ["Gemm"],
  ],
  "a factor of a product goes into alpha and beta": [
    () => {
      const { a, b, c } = floatInputs({ a: [2, 3], b: [3, 4], c: [4] });
      return mul(gemm(a, b, { c, beta: 2 }), 3);
    },
    ["Gemm"],
  ],
  "a term of a product's shape becomes C": [
    () => {
      const { a, b, c } = floatInputs({ a: [2, 3], b: [3, 4], c: [2, 4] });
      return add(c, gemm(a, b));
    },
    ["Gemm"],
  ],
  "moves of the first axis become transBatch": [
    () => {
      const { a, b } = floatInputs({ a: [5, 2, 3, 4], b: [5, 2, 3, 4] });
      return fusedMatMul(mul(batchTranspose(a), 2), batchTranspose(b), { transB: true });
    },
    ["FusedMatMul"],
  ],
  "a factor moves behind the sum": [
    () => {
      const { a } = floatInputs({ a: [2, 3] });
      return reduceSum(mul(a, 2), [1]);
    },
    ["ReduceSum", "Mul"],
  ],
  "a product that is read twice stays": [
    () => {
      const { a, b } = floatInputs({ a: [2, 3], b: [3, 4] });
      const product = gemm(a, b);
      return add(mul(product, 2), product);
    },
    ["Gemm", "Mul", "Add"],
  ],
  "a term that broadcasts stays": [
    () => {
      const { a, b, c } = floatInputs({ a: [2, 3], b: [3, 4], c: [4] });
      return add(gemm(a, b), c);
    },
    ["Gemm", "Add"],
  ],
  "another transpose stays": [
    () => {
      const { a, b } = floatInputs({ a: [2, 3, 4], b: [2, 3, 4] });
      return fusedMatMul(transpose(a, [0, 2, 1]), b);
    },
    ["Transpose", "FusedMatMul"],
  ],
};

describe("fuse", () => {
  test.each(Object.entries(folds))("%s", async (_name, [build, expected]) => {
    const y = build();
    const fused = fuse({ y });
    expect(operators(fused)).toEqual(expected);
    await expectSame({ y }, 1);
  });

  test("the printed graph shows what became of the factors", () => {
    const { a, b, c } = floatInputs({ a: ["n", 3], b: [4, 3], c: ["n", 4] });
    const y = mul(add(gemm(mul(a, 2), b, { transB: true }), c), 0.5);
    expect(printGraph(fuse({ y }))).toMatchInlineSnapshot(`
      "input a: float32[n,3]
      input b: float32[4,3]
      input c: float32[n,4]
      Gemm_3: float32[n,4] = Gemm(a, b, c) {transB=1 alpha=1 beta=0.5}
      output y = Gemm_3"
    `);
  });

  test("random graphs that share values give the same numbers", async () => {
    const steps = fc.array(fc.tuple(moves, fc.nat(), fc.nat()), { minLength: 2, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer(), async (chain, seed) => expectSame(randomGraph(chain), seed)),
      { numRuns: 120, seed: 8 },
    );
  });
});

type Move = (a: Value, b: Value) => Value;

/** From values of shape [3, 3, 3] to another of that shape; matrices of [3, 9] and [9, 3] stand between. */
const moves = fc.constantFrom<Move>(
  (a) => mul(a, 2),
  (a) => mul(a, -0.5),
  (a) => mul(a.graph.scalar(0.25), a),
  (a, b) => add(a, b),
  (a) => batchTranspose(a),
  (a) => transpose(a, [0, 2, 1]),
  (a, b) => fusedMatMul(a, b, { alpha: 0.5 }),
  (a, b) => fusedMatMul(batchTranspose(a), mul(batchTranspose(b), 2), { transB: true }),
  (a, b) => fusedMatMul(a, b, { transA: true, transBatchA: true, transBatchB: true }),
  (a, b) => matrixMove(a, b, (x, y) => mul(gemm(x, y, { transB: true }), 0.5)),
  (a, b) => matrixMove(a, b, (x, y) => gemm(mul(x, 3), y, { transB: true, alpha: 0.5 })),
  (a, b) => matrixMove(a, b, (x, y) => add(gemm(x, y, { transB: true }), gemm(y, x, { transB: true }))),
  (a, b) => add(reduceSum(mul(a, 3), [1]), b),
);

/** A product of 3x9 and 9x3 matrices, added back to `a`. */
function matrixMove(a: Value, b: Value, multiply: Move): Value {
  return add(a, reshape(multiply(reshape(a, [3, 9]), reshape(b, [3, 9])), [1, 3, 3]));
}

function randomGraph(steps: readonly (readonly [Move, number, number])[]): Record<string, Value> {
  const { x, y } = floatInputs({ x: [3, 3, 3], y: [3, 3, 3] });
  const values = [x, y];
  for (const [move, left, right] of steps) {
    values.push(move(values[left % values.length], values[right % values.length]));
  }
  return { last: values[values.length - 1], before: values[values.length - 2] };
}

async function expectSame(outputs: Record<string, Value>, seed: number): Promise<void> {
  const random = createRandom(seed);
  const { graph } = Object.values(outputs)[0];
  const arrays = Object.fromEntries(
    graph.inputs.map(({ name, shape }) => [
      name,
      Float32Array.from({ length: elementCount(shape as number[]) }, () => random.nextFloat() - 0.5),
    ]),
  );
  const plain = await runGraph(outputs, arrays);
  const fused = await runGraph(fuse(outputs), arrays);
  for (const name of Object.keys(outputs)) {
    const largest = plain[name].data.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
    expect(fused[name].shape).toEqual(plain[name].shape);
    for (const [index, value] of plain[name].data.entries()) {
      expect(Math.abs(fused[name].data[index] - value)).toBeLessThan(1e-5 * largest);
    }
  }
}
