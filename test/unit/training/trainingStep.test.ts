import { describe, expect, test } from "vitest";
import { type ModelType, parametersOf } from "../../../src/core/models/families";
import { ADAMW_DEFAULTS } from "../../../src/core/training/adamw";
import { collate } from "../../../src/core/training/batch";
import { buildTrainingGraph } from "../../../src/core/training/trainingGraph";
import { TrainingState } from "../../../src/core/training/trainingState";
import { TrainingStep } from "../../../src/core/training/trainingStep";
import { TINY_OF_EACH } from "../../support/families";
import { oneThread } from "../../support/runGraph";
import { example, randomIds, randomParameters, TINY } from "../../support/tinyModel";

const examples = Array.from({ length: 8 }, (_, index) =>
  example(randomIds(12, index), [index % 3, 5, 6 + (index % 4)]),
);

function newStep(dropout = false) {
  const state = new TrainingState(parametersOf(TINY));
  state.load("parameters", randomParameters(TINY));
  const options = { dropout, seed: 5, adamw: ADAMW_DEFAULTS, maxGradNorm: 1 };
  return { state, step: new TrainingStep(oneThread(), TINY, state, options) };
}

async function updateWith(groups: readonly (typeof examples)[]) {
  const { state, step } = newStep();
  for (const group of groups) await step.accumulate(collate(group, TINY));
  const result = step.update(1, 1e-2);
  await step.release();
  return { ...result, gradients: state.flat("gradients"), parameters: state.flat("parameters") };
}

test("two batches of four update as one batch of eight", async () => {
  const whole = await updateWith([examples]);
  for (const split of [[4], [1, 7], [2, 4, 6]]) {
    const bounds = [0, ...split, 8];
    const parts = await updateWith(bounds.slice(1).map((end, index) => examples.slice(bounds[index], end)));
    expect(parts.loss).toBeCloseTo(whole.loss, 5);
    expect(parts.gradientNorm / whole.gradientNorm).toBeCloseTo(1, 5);
    const largest = whole.gradients.reduce((max, g) => Math.max(max, Math.abs(g)), 0);
    for (const [at, g] of whole.gradients.entries())
      expect(Math.abs(parts.gradients[at] - g)).toBeLessThan(1e-5 * largest);
  }
});

test("batches of unequal length weigh by their masked tokens", async () => {
  const [one, other] = [examples.slice(0, 1), [example(randomIds(6, 20), [3])]];
  const together = await updateWith([[...one, ...other]]);
  const apart = await updateWith([one, other]);
  expect(apart.loss).toBeCloseTo(together.loss, 5);
});

test("measuring leaves the parameters and starts the next step anew", async () => {
  const { state, step } = newStep();
  const before = state.flat("parameters").slice();
  const { loss } = await step.measure(collate(examples, TINY));
  expect(state.flat("parameters")).toEqual(before);
  await step.accumulate(collate(examples, TINY));
  expect(step.update(1, 0).loss).toBe(loss);
  await step.release();
});

describe("dropout", () => {
  test("has a site wherever the architecture has one", () => {
    const sites = (modelType: ModelType) =>
      buildTrainingGraph(
        { ...TINY_OF_EACH[modelType], numHiddenLayers: 1 },
        { padding: false, dropout: true, accumulate: false },
      ).dropoutSites.map(({ input }) => input);
    const shared = ["dropout.embeddings", "dropout.layer.0.attention.probs", "dropout.layer.0.output"];
    expect(sites("distilbert")).toEqual(shared);
    const ofBert = [...shared.slice(0, 2), "dropout.layer.0.attention.output", ...shared.slice(2)];
    expect(sites("bert")).toEqual(ofBert);
    expect(sites("roberta")).toEqual(ofBert);
    expect(sites("modernbert")).toEqual([...ofBert.slice(0, 3), "dropout.layer.0.feedForward"]);
  });

  test("of probability 0 and dropout that is off have none", () => {
    const still = { ...TINY, hiddenDropoutProb: 0, attentionProbsDropoutProb: 0 };
    expect(
      buildTrainingGraph(still, { padding: false, dropout: true, accumulate: false }).dropoutSites,
    ).toEqual([]);
    expect(
      buildTrainingGraph(TINY, { padding: true, dropout: false, accumulate: false }).dropoutSites,
    ).toEqual([]);
  });

  test("changes the loss from run to run, by its seed", async () => {
    const losses = async () => {
      const { step } = newStep(true);
      const batch = collate(examples, TINY);
      const found = [(await step.measure(batch)).loss, (await step.measure(batch)).loss];
      await step.release();
      return found;
    };
    const [first, second] = await losses();
    expect(first).not.toBe(second);
    expect(await losses()).toEqual([first, second]);
  });
});

test("a gradient that is not finite changes nothing", async () => {
  const { state, step } = newStep();
  state.tensor("parameters", "cls.predictions.transform.dense.bias").data[0] = Number.NaN;
  const before = (["parameters", "means", "squares"] as const).map((region) => state.flat(region).slice());
  await step.accumulate(collate(examples, TINY));
  expect(() => step.update(7, 1e-3)).toThrow("not a finite number at step 7");
  expect((["parameters", "means", "squares"] as const).map((region) => state.flat(region))).toEqual(before);
  await step.release();
});
