import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ModelType } from "../../../src/core/models/families";
import { trainingGigaflops, workGigaflops } from "../../../src/core/training/cost";
import { DEFAULTS } from "../../../src/engine/defaultOptions";
import { loadModel } from "../../../src/engine/models/loadModel";
import { planTraining } from "../../../src/engine/training/plan";
import { expectedSpeed, rememberSpeed } from "../../../src/engine/training/speeds";
import type { TrainingSettings } from "../../../src/protocol/training";
import { trainingSettings } from "../../support/trainingSettings";
import { makeWorkspace, prose } from "../corpus/workspace";

const BASE = "test/fixtures/bert-2x32";
const HIDDEN_SIZE = 32;

test.each([
  [0, 0, 0],
  [300, 0, 300],
  [300, 60, 320],
  [0, 60, 20],
])(
  "%d sequences trained and %d evaluated cost as much as training on %d",
  async (trained, evaluated, all) => {
    const { config } = await loadModel(BASE);
    const work = { config, sequenceLength: 32, maskingProbability: 0.15, trained, evaluated };
    expect(workGigaflops(work)).toBeCloseTo(all * trainingGigaflops(config, 32, 0.15), 9);
  },
);

describe("the speed of a run to come", () => {
  const like = (threads: number, hiddenSize: number, modelType: ModelType = "bert") => ({
    threads,
    modelType,
    hiddenSize,
  });
  const speed = (threads: number, hiddenSize: number, gigaflopsPerSecond: number, family?: ModelType) => ({
    ...like(threads, hiddenSize, family),
    gigaflopsPerSecond,
  });

  test("is that of the last one with as many threads and as wide a model of the family, else a usual one", async () => {
    const storage = makeWorkspace();
    const usual = await expectedSpeed(storage, like(1, 256));
    await rememberSpeed(storage, speed(2, 256, 60));
    await rememberSpeed(storage, speed(2, 128, 35));
    await rememberSpeed(storage, speed(2, 256, 70));
    await rememberSpeed(storage, speed(2, 256, 45, "modernbert"));
    expect(await expectedSpeed(storage, like(2, 256))).toBe(70);
    expect(await expectedSpeed(storage, like(2, 128))).toBe(35);
    expect(await expectedSpeed(storage, like(2, 256, "modernbert"))).toBe(45);
    expect(await expectedSpeed(storage, like(1, 256))).toBe(usual);
    expect(await expectedSpeed(storage, like(4, 256))).toBe(4 * usual);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("is not remembered as %d", async (measured) => {
    const storage = makeWorkspace();
    const usual = await expectedSpeed(storage, like(1, 256));
    await rememberSpeed(storage, speed(1, 256, measured));
    expect(await expectedSpeed(storage, like(1, 256))).toBe(usual);
  });

  test("of an earlier version, which does not say of which family, is a BERT's", async () => {
    const storage = makeWorkspace({
      "speeds.json": '[{"threads": 1, "hiddenSize": 256, "gigaflopsPerSecond": 9}]',
    });
    expect(await expectedSpeed(storage, like(1, 256))).toBe(9);
  });

  test.each([
    "",
    "{",
    "{}",
    "[null, 3, {}]",
    '[{"threads": 1, "hiddenSize": 256, "gigaflopsPerSecond": "9"}]',
  ])("is a usual one where the file says %j", async (content) => {
    const storage = makeWorkspace();
    const usual = await expectedSpeed(storage, like(1, 256));
    mkdirSync(storage, { recursive: true });
    writeFileSync(join(storage, "speeds.json"), content);
    expect(await expectedSpeed(storage, like(1, 256))).toBe(usual);
  });
});

describe("the estimate of a plan", () => {
  const texts = [prose(3000), prose(2000, 2)];

  async function estimate(settings: Partial<TrainingSettings>, gigaflopsPerSecond = 10) {
    const root = makeWorkspace({ "a.txt": texts[0]!, "b.txt": texts[1]! });
    const storage = makeWorkspace();
    await rememberSpeed(storage, {
      threads: 2,
      modelType: "bert",
      hiddenSize: HIDDEN_SIZE,
      gigaflopsPerSecond,
    });
    const params = { roots: [root], folderExclude: {}, storage, base: BASE };
    const plan = { ...params, settings: trainingSettings({ epochs: 3, threads: 2, ...settings }) };
    return planTraining(plan, new AbortController().signal);
  }

  test("halves at twice the speed", async () => {
    const [slow, quick] = [await estimate({}), await estimate({}, 20)];
    expect(slow.estimatedSeconds / quick.estimatedSeconds).toBeCloseTo(2, 9);
  });

  test("counts an evaluation before the first epoch and after each, a third of a training step for each sequence", async () => {
    const [three, six] = [await estimate({ epochs: 3 }), await estimate({ epochs: 6 })];
    const evaluations = (epochs: number) => (epochs + 1) / 9 / 3; // one sequence is held out for nine trained on
    const ratio = (6 + evaluations(6)) / (3 + evaluations(3));
    expect(six.estimatedSeconds / three.estimatedSeconds).toBeCloseTo(ratio, 3);
  });

  test("counts no more evaluated sequences than are evaluated", async () => {
    const long = { sequenceLength: 1 }; // so that a tenth of the sequences is more than that
    const [three, six] = [await estimate({ ...long, epochs: 3 }), await estimate({ ...long, epochs: 6 })];
    const { tokenizer } = await loadModel(BASE);
    const encoded = texts.map((text) => tokenizer.encode(text, { addSpecialTokens: false }).ids.length);
    const tokens = encoded.reduce((sum, count) => sum + count, 0);
    expect(tokens * DEFAULTS.validationSplit).toBeGreaterThan(DEFAULTS.maxEvalSequences);
    const trained = (1 - DEFAULTS.validationSplit) * tokens;
    const evaluated = (epochs: number) => ((epochs + 1) * DEFAULTS.maxEvalSequences) / 3;
    const ratio = (6 * trained + evaluated(6)) / (3 * trained + evaluated(3));
    expect(six.estimatedSeconds / three.estimatedSeconds).toBeCloseTo(ratio, 4);
  });

  test.each([
    [0, 20, false],
    [3, 20, true],
    [3, 3, false],
    [3, 0, true],
  ])("a patience of %d in %d epochs may end the run sooner: %s", async (patience, epochs, may) => {
    expect((await estimate({ patience, epochs })).mayEndSooner).toBe(may);
  });
});
