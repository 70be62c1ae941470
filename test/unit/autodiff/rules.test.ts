import { describe, expect, test } from "vitest";
import { RULES } from "../../../src/core/autodiff/rules";
import {
  add,
  concat,
  cos,
  erf,
  exp,
  expandLike,
  fusedMatMul,
  gather,
  gemm,
  identity,
  layerNormalization,
  log,
  logSoftmax,
  matMul,
  mul,
  neg,
  reciprocal,
  reduceSum,
  relu,
  reshape,
  rotate,
  rowsFrom,
  sin,
  softmax,
  sub,
  transpose,
  type Value,
} from "../../../src/core/graph";
import { expectGradients, type GradientCase } from "../../support/finiteDifferences";

const binaryShapes: readonly (readonly [number[], number[]])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [[2, 3], []],
  [[], [2, 3]],
  [
    [2, 1, 3],
    [4, 1],
  ],
  [
    [1, 3],
    [2, 1],
  ],
];

const binary = (build: (a: Value, b: Value) => Value): GradientCase[] => [
  ...binaryShapes.map((shapes) => ({ shapes, build })),
  { shapes: [[2, 2]], build: (x) => build(x, x) },
];

const onOff = [false, true];
const flags = onOff.flatMap((transA) => onOff.map((transB) => ({ transA, transB })));
const batchFlags = onOff.flatMap((transBatchA) =>
  onOff.flatMap((transBatchB) => flags.map((rest) => ({ ...rest, transBatchA, transBatchB }))),
);

const matrix = (transposed: boolean, rows: number, columns: number) =>
  transposed ? [columns, rows] : [rows, columns];

/** [batch 2, heads 3, rows, columns], as it is before the batch axis was moved. */
function batchMatrix(moved: boolean, transposed: boolean, rows: number, columns: number) {
  const [last, ...front] = matrix(transposed, rows, columns).reverse();
  const [row] = front;
  return moved ? [row, 2, 3, last] : [2, 3, row, last];
}

const int64 = ({ graph }: Value, values: readonly number[], shape = [values.length]) =>
  graph.constant(BigInt64Array.from(values, BigInt), shape);

/** Of `rows` positions, for heads of 2 * `half`. */
const angles = ({ graph }: Value, rows: number, half: number) => {
  const of = (wave: (angle: number) => number) =>
    graph.constant(
      Float32Array.from({ length: rows * half }, (_, at) => wave(at + 0.5)),
      [rows, half],
    );
  return { cosines: of(Math.cos), sines: of(Math.sin) };
};

/** Cases for every rule. */
const CASES: Readonly<Record<string, readonly GradientCase[]>> = {
  Add: binary(add),
  Sub: binary(sub),
  Mul: [...binary(mul), { shapes: [[2, 3]], build: (x) => mul(x, 3) }],
  Identity: [{ shapes: [[2, 3]], build: identity }],
  Neg: [{ shapes: [[2, 3]], build: neg }],
  Exp: [{ shapes: [[2, 3]], build: exp }],
  Log: [{ shapes: [[2, 3]], build: log, range: [0.5, 2] }],
  Erf: [{ shapes: [[3, 4]], build: erf, range: [-3, 3] }],
  Cos: [{ shapes: [[3, 4]], build: cos, range: [-4, 4] }],
  Sin: [{ shapes: [[3, 4]], build: sin, range: [-4, 4] }],
  Reciprocal: [{ shapes: [[2, 3]], build: reciprocal, range: [-2, 2], avoidZero: 0.7 }],
  Relu: [{ shapes: [[3, 4]], build: relu, avoidZero: 0.1 }],
  MatMul: [
    {
      shapes: [
        [2, 3],
        [3, 4],
      ],
      build: matMul,
    },
    {
      shapes: [
        [5, 2, 3],
        [5, 3, 4],
      ],
      build: matMul,
    },
    {
      shapes: [
        [5, 2, 3],
        [3, 4],
      ],
      build: matMul,
    },
    {
      shapes: [
        [2, 3],
        [2, 3, 2],
      ],
      build: matMul,
    },
    {
      shapes: [
        [2, 1, 2, 3],
        [2, 3, 2],
      ],
      build: matMul,
    },
    { shapes: [[3, 3]], build: (x) => matMul(x, x) },
  ],
  FusedMatMul: [
    ...flags.map(({ transA, transB }) => ({
      shapes: [
        [2, ...matrix(transA, 2, 3)],
        [2, ...matrix(transB, 3, 4)],
      ],
      build: (a: Value, b: Value) => fusedMatMul(a, b, { transA, transB, alpha: 0.5 }),
    })),
    ...batchFlags.map((options) => ({
      shapes: [
        batchMatrix(options.transBatchA, options.transA, 2, 3),
        batchMatrix(options.transBatchB, options.transB, 3, 2),
      ],
      build: (a: Value, b: Value) => fusedMatMul(a, b, { ...options, alpha: 2 }),
    })),
  ],
  Gemm: [
    ...flags.map(({ transA, transB }) => ({
      shapes: [matrix(transA, 2, 3), matrix(transB, 3, 4)],
      build: (a: Value, b: Value) => gemm(a, b, { transA, transB, alpha: 1.5 }),
    })),
    ...[[2, 4], [4], [2, 1], [1, 1], []].map((c) => ({
      shapes: [[2, 3], [4, 3], c],
      build: (a: Value, b: Value, bias: Value) => gemm(a, b, { c: bias, beta: 0.5, transB: true }),
    })),
  ],
  Softmax: [[5], [2, 5], [2, 2, 3]].map((shape) => ({ shapes: [shape], build: softmax, range: [-3, 3] })),
  LogSoftmax: [[5], [2, 5], [2, 2, 3]].map((shape) => ({
    shapes: [shape],
    build: logSoftmax,
    range: [-3, 3],
  })),
  LayerNormalization: [
    {
      shapes: [[3, 6], [6], [6]],
      build: (x, scale, bias) => layerNormalization(x, scale, bias, 1e-12),
      range: [-2, 2],
      tolerance: 3e-4,
    },
    {
      shapes: [[2, 2, 8], [8], [8]],
      build: (x, scale, bias) => layerNormalization(x, scale, bias, 0.1),
      range: [-2, 2],
      tolerance: 3e-4,
    },
    {
      shapes: [[3, 6], [6]],
      build: (x, scale) => layerNormalization(x, scale, undefined, 1e-5),
      range: [-2, 2],
      tolerance: 3e-4,
    },
  ],
  RotaryEmbedding: [
    { shapes: [[5, 1, 4]], build: (x) => rotate(x, int64(x, [2, 0, 1, 1, 2], [5, 1]), angles(x, 3, 2)) },
    { shapes: [[2, 1, 12]], build: (x) => rotate(mul(x, x), int64(x, [3, 1], [2, 1]), angles(x, 4, 2)) },
  ],
  Slice: [
    { shapes: [[5, 3]], build: (x) => mul(rowsFrom(x, 0, 2), rowsFrom(x, 3, 2)) },
    { shapes: [[6, 2]], build: (x) => mul(mul(rowsFrom(x, 2, 2), rowsFrom(x, 4, 2)), rowsFrom(x, 0, 2)) },
    { shapes: [[6]], build: (x) => rowsFrom(mul(x, x), 1, 3) },
    { shapes: [[4, 2]], build: (x) => add(rowsFrom(x, 2, 2), reduceSum(x, [0])) },
  ],
  Concat: [
    {
      shapes: [
        [2, 3],
        [1, 3],
      ],
      build: (a, b) => mul(concat([a, b, a]), concat([b, a, a])),
    },
  ],
  Reshape: [
    { shapes: [[2, 6]], build: (x) => mul(reshape(x, [3, 4]), reshape(x, [3, 4])) },
    { shapes: [[1]], build: (x) => reshape(x, []) },
  ],
  Transpose: [
    [1, 0],
    [2, 0, 1],
    [1, 2, 0],
    [0, 2, 1],
    [2, 0, 3, 1],
  ].map((perm) => ({
    shapes: [[2, 3, 4, 2].slice(0, perm.length)],
    build: (x: Value) => transpose(x, perm),
  })),
  Expand: [[3], [2, 1], [1, 1], []].map((shape) => ({
    shapes: [shape, [2, 3]],
    build: (x: Value, like: Value) => mul(expandLike(x, like), like),
  })),
  ReduceSum: [
    { shapes: [[2, 3, 4]], build: (x) => reduceSum(x, [1]) },
    { shapes: [[2, 3, 4]], build: (x) => reduceSum(x, [0, 2], false) },
    { shapes: [[2, 3]], build: (x) => reduceSum(x, [-1]) },
    { shapes: [[2, 3]], build: (x) => reduceSum(mul(x, x), [0, 1], false) },
  ],
  Gather: [
    { shapes: [[4, 3]], build: (x) => gather(x, int64(x, [2, 0])) },
    { shapes: [[4, 3]], build: (x) => gather(x, int64(x, [1, 1, 3, 1], [2, 2])) },
    { shapes: [[4, 3]], build: (x) => add(gather(x, int64(x, [1, 2])), gather(x, int64(x, [2, 0]))) },
    { shapes: [[4, 3]], build: (x) => matMul(gather(x, int64(x, [1, 3])), transpose(x, [1, 0])) },
    { shapes: [[4, 3]], build: (x) => gather(mul(x, x), int64(x, [3, 1])) },
    { shapes: [[5]], build: (x) => gather(exp(x), int64(x, [3, 1])) },
  ],
};

const differentiable = Object.entries(RULES).flatMap(([name, rule]) =>
  typeof rule === "function" ? [name] : [],
);

test("every rule has cases", () => {
  expect(Object.keys(CASES).sort()).toEqual(differentiable.sort());
});

const table = Object.entries(CASES).flatMap(([name, cases]) =>
  cases.map((gradientCase) => [name, JSON.stringify(gradientCase.shapes), gradientCase] as const),
);

describe("gradients agree with finite differences", () => {
  test.each(table)("%s of %s", async (_name, _shapes, gradientCase) => expectGradients(gradientCase));
});
