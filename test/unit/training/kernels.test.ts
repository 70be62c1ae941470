import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { instantiateKernels, padToLanes } from "../../../src/core/training/kernels";

test("the compiled kernels are those of the source", () => {
  execFileSync(process.execPath, ["scripts/build-kernels.mjs", "--check"], { stdio: "pipe" });
});

test("a memory has at least the bytes asked for, and more than 4 GiB is refused", () => {
  expect(instantiateKernels(100_000).memory.buffer.byteLength).toBe(131_072);
  expect(() => instantiateKernels(2 ** 32 + 1)).toThrow(RangeError);
});

test.each([
  [0, 0],
  [1, 4],
  [4, 4],
  [5, 8],
])("%d elements take %d", (count, padded) => {
  expect(padToLanes(count)).toBe(padded);
});
