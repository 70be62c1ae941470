import { expect, test } from "vitest";
import { BASE_MODELS } from "../../../src/core/models/baseModels";
import type { ModelType } from "../../../src/core/models/families";
import { baseModelCosts } from "../../../src/engine/training/baseModelCosts";
import { likelySpeed, rememberSpeed } from "../../../src/engine/training/speeds";
import { offeredModels } from "../../../src/extension/models/baseModels";
import { trainingSettings } from "../../support/trainingSettings";
import { makeWorkspace } from "../corpus/workspace";
import { ENGLISH, GERMAN, plainSpaces } from "../extension/localize";

const BERT = { modelType: "bert" } as const;
const settings = trainingSettings({ threads: 2, batchSize: 8, sequenceLength: 128 });
const millions = async () =>
  (await baseModelCosts({ settings })).map(({ repository, parameters }) => [
    repository,
    Math.round(parameters / 1e6),
  ]);

test("the models that are offered have the sizes that are published", async () => {
  expect(await millions()).toEqual([
    ["jhu-clsp/ettin-encoder-17m", 17],
    ["jhu-clsp/ettin-encoder-32m", 32],
    ["jhu-clsp/ettin-encoder-68m", 68],
    ["answerdotai/ModernBERT-base", 150],
    ["huggingface/CodeBERTa-small-v1", 84],
    ["microsoft/codebert-base-mlm", 125],
    ["distilbert/distilbert-base-cased", 66],
    ["google-bert/bert-base-cased", 108],
    ["distilbert/distilbert-base-multilingual-cased", 135],
    ["google-bert/bert-base-multilingual-cased", 178],
  ]);
});

test("a machine that was found to be twice as fast takes half the time", async () => {
  const [slow, fast] = [makeWorkspace(), makeWorkspace()];
  await rememberSpeed(slow, { ...BERT, threads: 2, hiddenSize: 256, gigaflopsPerSecond: 50 });
  await rememberSpeed(fast, { ...BERT, threads: 2, hiddenSize: 256, gigaflopsPerSecond: 100 });
  const costs = await Promise.all([slow, fast].map((storage) => baseModelCosts({ storage, settings })));
  for (const [index, cost] of costs[0].entries()) {
    expect(cost.stepSeconds).toBeCloseTo(2 * costs[1][index].stepSeconds, 9);
    expect(cost.fillSeconds).toBeCloseTo(2 * costs[1][index].fillSeconds, 9);
    expect(cost.fillSeconds).toBeLessThan(cost.stepSeconds / 10);
  }
});

test("the speed of a model is that of the run whose model is the most like it", async () => {
  const storage = makeWorkspace();
  const measured: [number, ModelType, number, number][] = [
    [2, "bert", 128, 30],
    [2, "bert", 512, 90],
    [2, "bert", 1024, 120],
    [1, "bert", 256, 20],
    [2, "modernbert", 256, 45],
  ];
  for (const [threads, modelType, hiddenSize, gigaflopsPerSecond] of measured)
    await rememberSpeed(storage, { threads, modelType, hiddenSize, gigaflopsPerSecond });
  const likely: [number, ModelType, number, number][] = [
    [2, "bert", 128, 30],
    [2, "bert", 200, 30],
    [2, "bert", 384, 90],
    [2, "bert", 768, 120],
    [2, "modernbert", 384, 45],
    [2, "modernbert", 1024, 120],
    [2, "roberta", 512, 90],
    [1, "bert", 768, 20],
    [4, "bert", 768, 160],
  ];
  for (const [threads, modelType, hiddenSize, expected] of likely)
    expect(await likelySpeed(storage, { threads, modelType, hiddenSize })).toBe(expected);
});

test.each([
  [
    "English",
    ENGLISH,
    "MIT · 67 MB",
    "Here a step takes 1.25 s, a fill 8 ms. English and code: the lightest of the newer models.",
  ],
  [
    "German",
    GERMAN,
    "MIT · 67 MB",
    "Hier dauert ein Schritt 1,25 s, eine Füllung 8 ms. Englisch und Code: das leichteste der neueren Modelle.",
  ],
])(
  "a list in %s says the licence, the size, what a model is good at and what it costs",
  (_name, l10n, description, detail) => {
    const cost = {
      repository: "jhu-clsp/ettin-encoder-17m",
      licence: "MIT",
      parameters: 16_800_000,
      stepSeconds: 1.25,
      fillSeconds: 0.0079,
    } as const;
    const [offered] = offeredModels([cost], l10n);
    expect(plainSpaces(offered.description)).toBe(description);
    expect(plainSpaces(offered.detail)).toBe(detail);
    expect(offeredModels([{ ...cost, repository: BASE_MODELS[4].repository }], l10n)[0].detail).not.toBe(
      detail,
    );
  },
);
