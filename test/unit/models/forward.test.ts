import { describe, expect, test } from "vitest";
import { compareWithReference } from "../../../src/cli/verify/compare";
import { readReference } from "../../../src/cli/verify/reference";
import type { HiddenAct } from "../../../src/core/models/blocks/activations";
import { type ModelConfig, parameterOf, parametersOf } from "../../../src/core/models/families";
import { createLightPredictor, createPredictor } from "../../../src/core/prediction/predictor";
import { logSoftmax } from "../../../src/core/prediction/softmax";
import type { Tensor } from "../../../src/core/tensor";
import { collate, type MaskedExample } from "../../../src/core/training/batch";
import { Evaluator } from "../../../src/core/training/evaluation";
import { TrainingState } from "../../../src/core/training/trainingState";
import { TrainingStep } from "../../../src/core/training/trainingStep";
import { readModelFolder } from "../../../src/node/modelFolder";
import { directLoss } from "../../support/directModel";
import { REFERENCES, TINY_OF_EACH } from "../../support/families";
import { oneThread } from "../../support/runGraph";
import { example, randomIds, randomParameters } from "../../support/tinyModel";

describe.each(REFERENCES)("PyTorch's numbers for %s", (name) => {
  test("are ours", async () => {
    const folder = `test/fixtures/${name}`;
    const model = await readModelFolder(folder);
    const comparisons = await compareWithReference(oneThread(), model, await readReference(folder));
    expect(comparisons.map(({ kind }) => kind)).toEqual([
      "loss",
      "gradient",
      "top-5 ids",
      "loss before each step",
      "learning rate",
      "gradient norm",
      "parameter after the steps",
      "loss after the steps",
    ]);
    for (const { kind, ratio, where } of comparisons)
      expect(ratio, `${kind} ${where}`).toBeLessThanOrEqual(1);
  });

  test("are refused when a number of theirs or ours is off", async () => {
    const folder = `test/fixtures/${name}`;
    const model = await readModelFolder(folder);
    const reference = await readReference(folder);
    model.parameters.get(parameterOf(model.config, "decoder bias")!.name)!.data[6] += 2;
    const comparisons = await compareWithReference(oneThread(), model, {
      ...reference,
      learningRates: [0, 0, 0],
    });
    const wrong = comparisons.filter(({ ratio }) => !(ratio <= 1)).map(({ kind }) => kind);
    expect(wrong).toContain("gradient");
    expect(wrong).toContain("learning rate");
  });
});

const configs = Object.values(TINY_OF_EACH).flatMap((config) =>
  (["gelu", "gelu_new", "relu", "silu"] as const).map(
    (hiddenAct) => [config.modelType, hiddenAct, { ...config, hiddenAct }] as const,
  ),
);

interface Measured {
  readonly loss: number;
  readonly gradients: ReadonlyMap<string, Tensor>;
}

async function measure(config: ModelConfig, examples: readonly MaskedExample[]): Promise<Measured> {
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", randomParameters(config));
  const options = {
    dropout: false,
    seed: 0,
    adamw: { betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 },
    maxGradNorm: 1,
  } as const;
  const step = new TrainingStep(oneThread(), config, state, options);
  const { loss } = await step.measure(collate(examples, config));
  await step.release();
  return { loss, gradients: state.tensors("gradients") };
}

describe.each(configs)("%s with %s", (_type, _act: HiddenAct, config) => {
  const examples = [example(randomIds(7, 1), [1, 4]), example(randomIds(7, 2), [0, 2, 6])];

  test("has the loss of a direct computation at all positions", async () => {
    const { loss } = await measure(config, examples);
    expect(loss).toBeCloseTo(directLoss(config, randomParameters(config), examples), 5);
  });

  test("has the same loss in training, evaluation and prediction", async () => {
    const { loss } = await measure(config, examples);
    const evaluator = new Evaluator(oneThread(), config);
    const evaluation = await evaluator.evaluate(randomParameters(config), [collate(examples, config)]);
    await evaluator.release();
    expect(evaluation.loss).toBeCloseTo(loss, 5);
    expect(evaluation.masked).toBe(5);
    for (const [create, digits] of [
      [createPredictor, 5],
      [createLightPredictor, 1], // in int8
    ] as const) {
      const predictor = await create(oneThread(), config, randomParameters(config));
      const logits = await predictor.logits(
        examples.map(({ inputIds, positions }) => ({ ids: inputIds, positions })),
      );
      await predictor.release();
      const losses = examples.flatMap(({ labels }, row) =>
        labels.map((label, i) => -logSoftmax(logits[row][i])[label]),
      );
      expect(losses.reduce((sum, x) => sum + x, 0) / 5, create.name).toBeCloseTo(loss, digits);
    }
  });

  test("has in a padded batch the loss and the gradients of the sequences on their own", async () => {
    const short = example(randomIds(4, 3), [2]);
    const both = await measure(config, [short, examples[1]]);
    const [one, other] = [await measure(config, [short]), await measure(config, [examples[1]])];
    expect(both.loss).toBeCloseTo((one.loss + 3 * other.loss) / 4, 5);
    for (const [name, { data }] of both.gradients) {
      const [a, b] = [one, other].map(({ gradients }) => gradients.get(name)!.data);
      const largest = data.reduce((max, g) => Math.max(max, Math.abs(g)), 1e-2);
      for (const [index, g] of data.entries()) {
        expect(Math.abs(g - a[index] - b[index]), `${name} ${index}`).toBeLessThan(2e-5 * largest);
      }
    }
  });
});
