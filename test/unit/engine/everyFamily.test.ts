import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { ModelConfig } from "../../../src/core/models/families";
import { initialParameters } from "../../../src/core/models/initialize";
import { pauseGate } from "../../../src/engine/follow/pauseGate";
import { exportJob } from "../../../src/engine/job/trainingJob";
import { workspaceJob } from "../../../src/engine/job/workspaceJob";
import { exportModel } from "../../../src/engine/models/exportModel";
import { loadModel } from "../../../src/engine/models/loadModel";
import { describeModels, importModel } from "../../../src/engine/models/storedModels";
import { runTraining } from "../../../src/engine/trainingRun";
import { readTokenizerFiles } from "../../../src/node/tokenizerFiles";
import { writeModelFolder } from "../../../src/node/writeModelFolder";
import type { RunParams, TrainingResult } from "../../../src/protocol/training";
import { ONE_OF_EACH, TINY_OF_EACH } from "../../support/families";
import { temporaryFolder } from "../../support/temporaryFolder";
import { trainingSettings } from "../../support/trainingSettings";
import { learnable, makeWorkspace } from "../corpus/workspace";

const at = temporaryFolder();
const JARGON = ["numbat", "quokka", "wombat"];

/** A folder with a model of random weights and the tokenizer of its family's fixture. */
async function randomModel(family: ModelConfig): Promise<string> {
  const folder = at(`${family.modelType}-base`);
  const fixture = join("test/fixtures", ONE_OF_EACH[family.modelType]);
  const { config: known, tokenizer } = await loadModel(fixture);
  const config = {
    ...family,
    vocabSize: known.vocabSize,
    padTokenId: tokenizer.padTokenId,
    firstPosition: known.firstPosition,
    maxPositions: 64,
  };
  const tokenizerFiles = await readTokenizerFiles(fixture);
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
    const added = tokenizer.vocabSize - (await loadModel(base)).tokenizer.vocabSize;
    const words = tokenizer.lastWords(added).map((word) => word.trim()); // a space before it is part of a word of some
    expect(words).toEqual(expect.arrayContaining(JARGON));
  });

  test("is exported, and is the same model when it is read again", async () => {
    const folder = at(`${family.modelType}-export`);
    await exportModel({ model: base, output: folder, onnx: true });
    const [model, exported] = [await loadModel(base), await loadModel(folder)];
    expect(exported.config).toEqual(model.config);
    expect(exported.parameters).toEqual(model.parameters);
    expect(exported.tokenizer.identity()).toBe(model.tokenizer.identity());
    expect(existsSync(join(folder, "onnx", "model.onnx"))).toBe(true);
  });

  test("is passed on as a training job, with the masks that its tokenizer makes", async () => {
    const job = at(`${family.modelType}-job`);
    const workspace = { roots: [texts()], folderExclude: {}, storage: makeWorkspace(), base };
    const settings = trainingSettings({ newWords: 20 });
    await exportJob(workspaceJob({ ...workspace, settings }), job, new AbortController().signal);
    const { config, tokenizer } = await loadModel(join(job, "base"));
    expect(config.modelType).toBe(family.modelType);
    expect(tokenizer.vocabSize).toBeGreaterThan((await loadModel(base)).tokenizer.vocabSize);
    const json = (...path: string[]) => JSON.parse(readFileSync(join(job, ...path), "utf8"));
    const { sha256 } = json("manifest.json");
    expect(Object.keys(sha256)).toContain("base/tokenizer.json");
    const sequences: { input_ids: number[]; positions: number[]; labels: number[] }[] = json(
      "evaluation",
      "masks.json",
    ).sequences;
    expect(sequences.length).toBeGreaterThan(0);
    const hidden = sequences.flatMap(({ input_ids, positions }) => positions.map((at) => input_ids[at]));
    expect(hidden.filter((id) => id === tokenizer.maskTokenId).length).toBeGreaterThan(hidden.length / 2);
    for (const id of sequences.flatMap(({ labels }) => labels)) expect(tokenizer.isSpecial(id)).toBe(false);
  });

  test("is imported among the models of a workspace", async () => {
    const storage = at(`${family.modelType}-storage`);
    const { folder } = await importModel({ folder: base, storage });
    expect(await loadModel(folder)).toMatchObject({ config: { modelType: family.modelType } });
    expect(await describeModels(storage)).toMatchObject([{ imported: true, folder }]);
  });
});
