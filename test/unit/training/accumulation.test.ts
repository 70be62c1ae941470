import { join } from "node:path";
import { expect, test } from "vitest";
import { readReference } from "../../../src/cli/verify/reference";
import { parametersOf } from "../../../src/core/models/families";
import { ADAMW_DEFAULTS } from "../../../src/core/training/adamw";
import { collate, type MaskedBatch } from "../../../src/core/training/batch";
import { TrainingState } from "../../../src/core/training/trainingState";
import { TrainingStep } from "../../../src/core/training/trainingStep";
import { readModelFolder } from "../../../src/node/modelFolder";
import { onnxRuntimeBackend } from "../../../src/node/onnxRuntime";
import { REFERENCES } from "../../support/families";

const FIXTURES = REFERENCES.map((name) => join("test", "fixtures", name));

/** The gradients after each of two steps that take these batches. */
async function gradientsOf(fixture: string, batches: readonly MaskedBatch[]): Promise<Float32Array[]> {
  const { config, parameters } = await readModelFolder(fixture);
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", parameters);
  const options = { dropout: false, seed: 0, adamw: ADAMW_DEFAULTS, maxGradNorm: 1 };
  const step = new TrainingStep(onnxRuntimeBackend({ threads: 1 }), config, state, options);
  const gradients: Float32Array[] = [];
  for (const number of [1, 2]) {
    for (const batch of batches) await step.accumulate(batch);
    gradients.push(state.flat("gradients").slice());
    step.update(number, 0);
  }
  await step.release();
  return gradients;
}

test.each(FIXTURES)(
  "%s: parts run one after the other give the gradient of the whole batch",
  async (fixture) => {
    const { config } = await readModelFolder(fixture);
    const { examples } = await readReference(fixture);
    const parts = [examples.slice(0, 1), examples.slice(1, 3), examples.slice(3)]
      .filter((part) => part.length > 0)
      .map((part) => collate(part, config));
    expect(parts.length).toBeGreaterThan(1);
    const [whole] = await gradientsOf(fixture, [collate(examples, config)]);
    const largest = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const summed of await gradientsOf(fixture, parts)) {
      const differences = summed.map((value, index) => Math.abs(value - whole[index]));
      expect(Math.max(...differences) / largest).toBeLessThan(2e-6);
    }
  },
);
