import { describe, expect, test } from "vitest";
import {
  add,
  dimension,
  encodeModel,
  expandLike,
  firstRows,
  formatType,
  Graph,
  mul,
  reduceSum,
  reshape,
  scalarOf,
  zerosLike,
} from "../../../src/core/graph";
import { floatInputs, oneThread, runGraph } from "../../support/runGraph";

describe("nodes that change nothing are not added", () => {
  const cases = {
    "times 1": () => {
      const { x } = floatInputs({ x: [2] });
      return [mul(x, 1), x];
    },
    "1 times": () => {
      const { x, graph } = floatInputs({ x: [2] });
      return [mul(graph.scalar(1), x), x];
    },
    "reshape to the same shape": () => {
      const { x } = floatInputs({ x: ["n", 2] });
      return [reshape(x, ["n", 2]), x];
    },
    "expand to the same shape": () => {
      const { x, y } = floatInputs({ x: ["n", 2], y: ["n", 2] });
      return [expandLike(x, y), x];
    },
    "a sum over no axes": () => {
      const { x } = floatInputs({ x: [2, 3] });
      return [reduceSum(x, []), x];
    },
  };
  test.each(Object.entries(cases))("%s", (_name, build) => {
    const [result, x] = build();
    expect(result).toBe(x);
    expect(x.graph.nodes).toEqual([]);
  });
});

test("a product by a tensor that broadcasts is kept although its elements are 1", () => {
  const { x, graph } = floatInputs({ x: [1] });
  const ones = graph.constant(Float32Array.of(1, 1), [2]);
  expect(scalarOf(ones)).toBeUndefined();
  expect(formatType(mul(x, ones))).toBe("float32[2]");
});

test("equal small constants are stored once, by type and shape", () => {
  const graph = new Graph();
  expect(graph.scalar(2)).toBe(graph.scalar(2));
  expect(graph.scalar(2)).not.toBe(graph.constant(Float32Array.of(2), [1]));
  expect(graph.int64([2])).not.toBe(graph.constant(Float32Array.of(2), [1]));
  expect(graph.scalar(0)).not.toBe(graph.scalar(1));
});

test("sizes known only at run time", async () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", ["a", "b"]);
  const positions = graph.constant(BigInt64Array.of(10n, 11n, 12n, 13n), [4]);
  const swapped = reshape(x, ["b", "a"]);
  const first = firstRows(positions, "b");
  expect([swapped, first].map(formatType)).toEqual(["float32[b,a]", "int64[b]"]);
  const outputs = { swapped, first, size: dimension(graph, "b"), ones: add(zerosLike(x), 1) };
  const session = await oneThread().compile(encodeModel(outputs));
  const results = await session.run({ x: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) } });
  await session.release();
  expect(results["swapped"].shape).toEqual([3, 2]);
  expect([...results["swapped"].data]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...results["ones"].data]).toEqual([1, 1, 1, 1, 1, 1]);
  expect(Array.from(results["first"].data, Number)).toEqual([10, 11, 12]);
  expect(Array.from(results["size"].data, Number)).toEqual([3]);
});

test("a size that no input has, or that is derived, is refused", () => {
  const { x, graph } = floatInputs({ x: ["a*b", "c"] });
  expect(() => dimension(graph, "n")).toThrow("Shape: no graph input has a dimension named n");
  expect(() => reshape(x, ["c", "a*b"])).toThrow("Reshape: cannot compute [c,a*b]: it has a derived size");
});

test("negative axes count from the back", async () => {
  const { x } = floatInputs({ x: [2, 3] });
  const { sum } = await runGraph({ sum: reduceSum(x, [-1]) }, { x: Float32Array.of(1, 2, 3, 4, 5, 6) });
  expect(sum.shape).toEqual([2, 1]);
  expect([...sum.data]).toEqual([6, 15]);
});
