import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { expect, test } from "vitest";
import {
  add,
  encodeModel,
  equal,
  erf,
  fusedMatMul,
  Graph,
  gemm,
  mul,
  neg,
  reduceSum,
  relu,
  softmax,
  toFloat,
  transpose,
} from "../../../src/core/graph";
import { floatInputs, oneThread, runGraph } from "../../support/runGraph";

test("a model runs in ONNX Runtime with the numbers that its operators mean", async () => {
  const { x, y } = floatInputs({ x: [2, 2], y: [2, 2] });
  const outputs = {
    gemm: gemm(x, y, { alpha: 2, transB: true, c: x, beta: 3 }),
    fused: fusedMatMul(x, y, { alpha: 0.5, transA: true }),
    softmax: softmax(mul(x, 0)),
    relu: relu(neg(x)),
    transposed: transpose(x, [1, 0]),
    erf: erf(y),
  };
  const results = await runGraph(outputs, {
    x: Float32Array.of(1, -2, 3, 4),
    y: Float32Array.of(0, 1, 2, 3),
  });
  const numbers = (name: string) => [...results[name].data];
  expect(numbers("gemm")).toEqual([-4 + 3, -8 - 6, 8 + 9, 36 + 12]);
  expect(numbers("fused")).toEqual([3, 5, 4, 5]);
  expect(numbers("softmax")).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect(numbers("relu")).toEqual([0, 2, 0, 0]);
  expect(numbers("transposed")).toEqual([1, 3, -2, 4]);
  expect(results["erf"].data[1]).toBeCloseTo(0.8427007929, 6);
  expect(results["gemm"].shape).toEqual([2, 2]);
});

test("all inputs are kept, nodes and constants that no output needs are not", () => {
  const { x, graph } = floatInputs({ x: ["n"], y: [2] });
  graph.scalar(7);
  mul(x, 5);
  const model = fromBinary(ModelProtoSchema, encodeModel({ result: add(x, 3) }, "small"));
  expect(model.graph?.name).toBe("small");
  expect(model.graph?.input.map(({ name }) => name)).toEqual(["x", "y"]);
  expect(model.graph?.node.map(({ opType, output }) => [opType, output])).toEqual([["Add", ["result"]]]);
  expect(model.graph?.initializer).toHaveLength(1);
  expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([["", 18n]]);
});

test("internal attributes are not written and ONNX Runtime's operators name their domain", () => {
  const graph = new Graph();
  const ids = graph.input("ids", "int64", [2]);
  const table = graph.input("table", "float32", [4, 2]);
  const [rows] = graph.apply("Gather", [table, ids], { axis: 0, padding_idx: 1 });
  const model = fromBinary(ModelProtoSchema, encodeModel({ y: fusedMatMul(rows, rows) }));
  expect(model.graph?.node[0].attribute.map(({ name }) => name)).toEqual(["axis"]);
  expect(model.graph?.node[1].domain).toBe("com.microsoft");
  expect(model.opsetImport.map(({ domain }) => domain)).toEqual(["", "com.microsoft"]);
});

test("a graph that runs in place writes to the arrays it is given, copies nothing, and passes errors on", async () => {
  const { x } = floatInputs({ x: ["n"] });
  const outputs = { doubled: mul(x, 2), sum: reduceSum(x, [0], false) };
  const session = await oneThread().compile(encodeModel(outputs, "in place", { inPlace: true }));
  const count = 5_000_000;
  const feeds = { x: { shape: [count], data: new Float32Array(count).fill(3) } };
  const into = {
    doubled: { shape: [count], data: new Float32Array(count) },
    sum: { shape: [], data: new Float32Array(1) },
  };
  const before = process.memoryUsage().arrayBuffers;
  const results = await session.run(feeds, into);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(count);
  expect(results["doubled"].data).toBe(into.doubled.data);
  expect([into.doubled.data[count - 1], into.sum.data[0]]).toEqual([6, 3 * count]);
  const tooSmall = { ...into, doubled: { shape: [1], data: new Float32Array(1) } };
  await expect(session.run(feeds, tooSmall)).rejects.toThrow(/doubled|shape/i);
  await session.release();
});

test("a bool comparison becomes numbers", async () => {
  const { x, y } = floatInputs({ x: [3], y: [1] });
  const { same } = await runGraph(
    { same: toFloat(equal(x, y)) },
    { x: Float32Array.of(1, 2, 1), y: Float32Array.of(1) },
  );
  expect([...same.data]).toEqual([1, 0, 1]);
});

const { x } = floatInputs({ x: [2] });
const y = neg(x);
test.each([
  ["no output", {}, "encodeModel: a model needs at least one output"],
  ["an input as output", { a: x }, "encodeModel: output a is not computed by a node"],
  ["one value under two names", { a: y, b: y }, "encodeModel: output b has a second name"],
])("%s is refused", (_name, outputs, message) => {
  expect(() => encodeModel(outputs)).toThrow(message);
});
