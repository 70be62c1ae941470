import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { env, pipeline } from "@huggingface/transformers";
import { beforeEach, describe, expect, test } from "vitest";
import type { ModelConfig } from "../../../src/core/models/families";
import { initialParameters } from "../../../src/core/models/initialize";
import { fillMask } from "../../../src/core/prediction/fillMask";
import { createPredictor } from "../../../src/core/prediction/predictor";
import { pauseGate } from "../../../src/engine/follow/pauseGate";
import { exportModel } from "../../../src/engine/models/exportModel";
import { loadModel } from "../../../src/engine/models/loadModel";
import { describeModels, importModel } from "../../../src/engine/models/storedModels";
import { runTraining } from "../../../src/engine/trainingRun";
import { readTokenizerFiles } from "../../../src/node/tokenizerFiles";
import { writeModelFolder } from "../../../src/node/writeModelFolder";
import type { RunParams, TrainingResult } from "../../../src/protocol/training";
import { TINY_OF_EACH } from "../../support/families";
import { oneThread } from "../../support/runGraph";
import { temporaryFolder } from "../../support/temporaryFolder";
import { trainingSettings } from "../../support/trainingSettings";
import { learnable, makeWorkspace } from "../corpus/workspace";

const at = temporaryFolder();
const TOKENIZER = "test/fixtures/bert-2x32";
const JARGON = ["numbat", "quokka", "wombat"];

/** A folder with a model of random weights and a tokenizer that a fixture has. */
async function randomModel(family: ModelConfig): Promise<string> {
  const folder = at(`${family.modelType}-base`);
  const { tokenizer } = await loadModel(TOKENIZER);
  const config = {
    ...family,
    vocabSize: tokenizer.vocabSize,
    padTokenId: tokenizer.padTokenId,
    maxPositions: 64,
  };
  const tokenizerFiles = await readTokenizerFiles(TOKENIZER);
  await writeModelFolder(folder, {
    config,
    parameters: initialParameters(config, 1),
    tokenizerFiles: tokenizerFiles as Readonly<Record<string, object>>,
  });
  return folder;
}

const texts = () => {
  const text = (seed: number) => `${learnable(100, seed)} ${JARGON.join(" and ")}\n`;
  return makeWorkspace(
    Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`${index}.md`, text(index + 1)])),
  );
};

/** Trains to the end, or fails at the step after which it is broken off. */
function train(params: RunParams, suspendAfter = Number.POSITIVE_INFINITY): Promise<TrainingResult> {
  const suspend = new AbortController();
  let steps = 0;
  return runTraining(params, {
    stop: new AbortController().signal,
    suspend: suspend.signal,
    gate: pauseGate(),
    progress({ stage }) {
      if (stage === "training" && ++steps === suspendAfter) suspend.abort();
    },
    report: () => {},
    changes: () => {},
    warn: () => {},
  });
}

describe.each(Object.values(TINY_OF_EACH))("a $modelType", (family) => {
  let base: string;
  beforeEach(async () => {
    base = await randomModel(family);
  });

  test("is trained, given new words, and resumed to the same bits", async () => {
    const settings = trainingSettings({ epochs: 2, checkpointMinutes: 0, learningRate: 1e-2, newWords: 20 });
    const params = { roots: [texts()], folderExclude: {}, storage: makeWorkspace(), base, settings };
    const { model } = await train(params);
    const other = { ...params, storage: makeWorkspace() };
    await expect(train(other, 3)).rejects.toThrow();
    const resumed = await train({ ...other, resume: true });
    const weights = (folder: string) => readFileSync(join(folder, "model.safetensors"));
    expect(weights(resumed.model).equals(weights(model))).toBe(true);
    const { config, tokenizer } = await loadModel(model);
    expect(config.modelType).toBe(family.modelType);
    for (const word of JARGON)
      expect(tokenizer.encode(word, { addSpecialTokens: false }).ids).toHaveLength(1);
  });

  test("is exported so that @huggingface/transformers fills a mask with our five best words", async () => {
    const folder = at(`${family.modelType}-export`);
    await exportModel({ model: base, output: folder, onnx: true });
    env.allowRemoteModels = false;
    env.localModelPath = dirname(folder);
    const fill = await pipeline("fill-mask", basename(folder), { local_files_only: true, dtype: "fp32" });
    const { config, parameters, tokenizer } = await loadModel(base);
    const predictor = await createPredictor(oneThread(), config, parameters);
    const text = "the quick brown [MASK] jumps over the lazy dog";
    const theirs = (await fill(text, { top_k: 5 })) as { token: number; score: number }[];
    const [ours] = await fillMask(predictor, tokenizer, text, { topK: 5 });
    expect(theirs.map(({ token }) => token)).toEqual(ours.map(({ token }) => token));
    for (const [rank, { score }] of theirs.entries()) expect(score).toBeCloseTo(ours[rank].score, 5);
    await predictor.release();
    await fill.dispose();
  });

  test("is imported among the models of a workspace", async () => {
    const storage = at(`${family.modelType}-storage`);
    const { folder } = await importModel({ folder: base, storage });
    expect(await loadModel(folder)).toMatchObject({ config: { modelType: family.modelType } });
    expect(await describeModels(storage)).toMatchObject([{ imported: true, folder }]);
  });
});
