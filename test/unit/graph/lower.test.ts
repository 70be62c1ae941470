import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareWithReference } from "../../../src/cli/verify/compare";
import { readReference } from "../../../src/cli/verify/reference";
import { type Device, logSoftmax, lower, nodesOf } from "../../../src/core/graph";
import type { ModelConfig } from "../../../src/core/models/families";
import { buildTrainingGraph } from "../../../src/core/training/trainingGraph";
import { readModelFolder } from "../../../src/node/modelFolder";
import { REFERENCES, TINY_OF_EACH } from "../../support/families";
import { floatInputs, oneThread, runGraph } from "../../support/runGraph";

/** What ONNX Runtime's WebGPU provider computes on the processor. */
const MISSING = ["FusedMatMul", "LogSoftmax", "ConstantOfShape"] as const;

const missingIn = (config: ModelConfig, device: Device) =>
  nodesOf(
    buildTrainingGraph(config, { padding: true, dropout: true, accumulate: true, device }).model,
    MISSING,
  );

test.each(Object.values(TINY_OF_EACH))(
  "$modelType: a step for a GPU holds no operator that it lacks",
  (config) => {
    expect(missingIn(config, "cpu")).not.toEqual([]);
    expect(missingIn(config, "webgpu")).toEqual([]);
  },
);

test.each(REFERENCES)("%s: the graphs for a GPU, run on the processor, agree with PyTorch", async (name) => {
  const folder = join("test/fixtures", name);
  const backend = { ...oneThread(), device: "webgpu" } as const;
  const comparisons = await compareWithReference(
    backend,
    await readModelFolder(folder),
    await readReference(folder),
  );
  expect(comparisons.filter(({ ratio }) => !(ratio <= 1))).toEqual([]);
  expect(comparisons).toHaveLength(8);
});

describe("log softmax by parts", () => {
  test.each([
    ["small", [0.5, -1, 2]],
    ["far apart", [1000, 0, -1000]],
    ["large", [3e38, 3e38, -3e38]],
  ])("is that of one operator for logits that are %s", async (_name, logits) => {
    const both = async (device: Device) => {
      const { x } = floatInputs({ x: [1, 3] });
      const { y } = await runGraph(lower({ y: logSoftmax(x) }, device), { x: Float32Array.from(logits) });
      return [...y.data];
    };
    const expected = await both("cpu");
    for (const [at, value] of (await both("webgpu")).entries())
      expect(value).toSatisfy((v: number) => v === expected[at] || Math.abs(v - expected[at]) < 1e-6);
  });
});
