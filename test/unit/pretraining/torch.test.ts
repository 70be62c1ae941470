import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTokens } from "../../../pretraining/training/data";
import { stepDrawer } from "../../../pretraining/training/draw";
import { rateAt } from "../../../pretraining/training/rate";
import { readSafetensors } from "../../../src/core/formats/safetensors";
import { parametersOf } from "../../../src/core/models/families";
import type { Tensor } from "../../../src/core/tensor";
import { ADAMW_DEFAULTS } from "../../../src/core/training/adamw";
import { collate } from "../../../src/core/training/batch";
import { TrainingState } from "../../../src/core/training/trainingState";
import { TrainingStep } from "../../../src/core/training/trainingStep";
import { onnxRuntimeBackend } from "../../../src/node/onnxRuntime";
import { withFileSource } from "../../../src/node/readFiles";
import { writePretrainingCase } from "../../support/pretrainingCase";

/**
 * What PyTorch drew and computed. With WORKSPACE_MLM_PYTHON=<a Python with torch, numpy and safetensors> it is computed
 * anew, and left there, before it is compared.
 */
const EXPECTED = join("test", "fixtures", "pretraining-torch");
const OPTIONS = { seed: 3, batch: 4, length: 24, longEvery: 5 };

let folder: string;
let model: Awaited<ReturnType<typeof writePretrainingCase>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "workspace-mlm-torch-"));
  model = await writePretrainingCase(folder);
  const python = process.env.WORKSPACE_MLM_PYTHON;
  if (!python) return;
  const script = join("pretraining", "torch", "expected.py");
  const { status, stderr } = spawnSync(python, [script, folder, EXPECTED], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function drawer(wholeWordMask: boolean) {
  const masking = { mlmProbability: 0.4, wholeWordMask };
  return stepDrawer(readTokens(join(folder, "tokens")), model.tokenizer, { ...OPTIONS, masking });
}

async function expectedJson(name: string) {
  return JSON.parse(await readFile(join(EXPECTED, name), "utf8"));
}

describe("pre-training in PyTorch", () => {
  it.each([
    ["pieces", false],
    ["words", true],
  ])("draws and masks the same %s", async (unit, wholeWords) => {
    const draws = (await expectedJson("draws.json"))[unit];
    const draw = drawer(wholeWords);
    const steps = Object.keys(draws);
    expect(steps).toEqual(["0", "4", "5", "9", "11"]);
    for (const step of steps) {
      const ours = draw(Number(step)).map(({ inputIds, positions, labels }) => ({
        input_ids: [...Array.from(inputIds)],
        positions,
        labels,
      }));
      expect(ours, `step ${step}`).toEqual(draws[step]);
    }
  });

  it("computes the same loss, gradients and update", async () => {
    const state = new TrainingState(parametersOf(model.config));
    state.load("parameters", model.parameters);
    const options = { dropout: false, seed: 0, adamw: ADAMW_DEFAULTS, maxGradNorm: 1 };
    const step = new TrainingStep(onnxRuntimeBackend({ threads: 1 }), model.config, state, options);
    const batch = collate(drawer(false)(0), model.config);
    await step.accumulate(batch);
    const gradients = new Map(
      [...state.tensors("gradients")].map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map((g) => g / batch.masked) },
      ]),
    );
    const { loss, gradientNorm } = step.update(1, rateAt(0, { rate: 1e-3, warmup: 1, steps: 10, decay: 0 }));
    await step.release();

    const expected = await expectedJson("step.json");
    expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(1e-5);
    expect(Math.abs(gradientNorm / expected.norm - 1)).toBeLessThan(1e-5);
    const expectedGradients = await tensors("gradients");
    expectClose(gradients, expectedGradients);
    expectClose(state.tensors("parameters"), await tensors("parameters"), expectedGradients);
  });
});

function tensors(name: string) {
  return withFileSource(join(EXPECTED, `${name}.safetensors`), readSafetensors);
}

/**
 * Each value within 1e-5 of its tensor's largest magnitude, or of the largest of all where the tensor's are next to nothing.
 * AdamW's first step goes by a gradient's sign alone, so values whose gradient is 0 but for rounding, such as a key's
 * bias, are left out of `gradients`' parameters.
 */
function expectClose(
  actual: ReadonlyMap<string, Tensor>,
  expected: ReadonlyMap<string, Tensor>,
  gradients?: ReadonlyMap<string, Tensor>,
): void {
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
  const floor = 0.01 * Math.max(...[...expected.values()].map(({ data }) => largest(data)));
  for (const [name, { data }] of expected) {
    const ours = actual.get(name)?.data ?? new Float32Array();
    const gradient = gradients?.get(name)?.data;
    const isRounding = (at: number) => gradient !== undefined && Math.abs(gradient[at]) < 1e-6;
    const errors = data.map((x, at) => (isRounding(at) ? 0 : Math.abs(x - ours[at])));
    expect(largest(errors) / Math.max(largest(data), floor), name).toBeLessThan(1e-5);
  }
}

function largest(data: Float32Array): number {
  return data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
