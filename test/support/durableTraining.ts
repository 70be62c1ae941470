import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createMaskFiller } from "../../src/core/prediction/fillMask";
import { createPredictor } from "../../src/core/prediction/predictor";
import { createRandom } from "../../src/core/random";
import { pauseGate } from "../../src/engine/follow/pauseGate";
import { loadModel, saveModel } from "../../src/engine/models/loadModel";
import { discardUnfinished, unfinishedRun } from "../../src/engine/runs/unfinished";
import { runTraining, type TrainingControl } from "../../src/engine/trainingRun";
import { withLock } from "../../src/node/lock";
import { currentModel, listModels, runFolder, useModel } from "../../src/node/modelStore";
import { onnxRuntimeBackend } from "../../src/node/onnxRuntime";
import { ENGLISH } from "../../src/protocol/localize";
import type { RunParams, TrainingProgress, TrainingResult } from "../../src/protocol/training";
import { changeSentences } from "../../src/report/changes";
import { type FaultScenario, lastNumber, unmet } from "./faultScenario";
import { trainingSettings } from "./trainingSettings";

const BASE = "test/fixtures/bert-2x32";
const EARLIER = "2026-01-01T00-00-00-000Z";

export const storeOf = (storage: string): string => join(storage, "store");

/** Two epochs of six steps, each with a checkpoint, from a model that gets new words, on one thread. */
export function trainingParams(storage: string): RunParams {
  return {
    roots: [join(storage, "text")],
    folderExclude: {},
    storage: storeOf(storage),
    base: BASE,
    resume: true,
    settings: trainingSettings({
      ...{ epochs: 2, checkpointMinutes: 0, learningRate: 2e-3, batchSize: 16 },
      ...{ newWords: 5, onBattery: "continue" },
    }),
  };
}

/** Text of made-up words, some of them so frequent that they become words of the model; an earlier model is in use. */
export async function prepareTraining(storage: string): Promise<void> {
  const random = createRandom(1);
  const word = () =>
    random.nextBelow(3) === 0 ? "wombat" : random.nextUint32().toString(36).replace(/\d/g, "");
  mkdirSync(join(storage, "text"), { recursive: true });
  for (let file = 0; file < 20; file++) {
    const words = Array.from({ length: 60 }, word);
    writeFileSync(join(storage, "text", `${file}.md`), `${words.join(" ")}.\n`);
  }
  await saveModel(runFolder(storeOf(storage), EARLIER), await loadModel(BASE), {});
  await useModel(storeOf(storage), EARLIER);
}

export interface TrainingWatch {
  progress?(progress: TrainingProgress): void;
  warn?(sentence: string): void;
}

/** Goes on with the unfinished run of the storage, or begins one. */
export function trainOn(
  storage: string,
  { progress, warn }: TrainingWatch,
  {
    stop,
    suspend,
    gate = pauseGate(),
    now,
  }: Partial<Pick<TrainingControl, "stop" | "suspend" | "gate" | "now">> = {},
): Promise<TrainingResult> {
  const never = new AbortController().signal;
  return runTraining(trainingParams(storage), {
    stop: stop ?? never,
    suspend: suspend ?? never,
    gate,
    ...(now && { now }),
    progress: (at) => progress?.(at),
    report: () => {},
    changes: (changes) => warn?.(changeSentences(changes, ENGLISH).join(" ")),
    warn: (sentence) => warn?.(sentence),
  });
}

/** The weights of the model in use. */
export async function weightsInUse(storage: string): Promise<Buffer> {
  return readFileSync(join((await currentModel(storeOf(storage)))!, "model.safetensors"));
}

/** Has the model in use predict, as the predictor does; throws where it is not whole. */
export async function predict(storage: string): Promise<string> {
  const { config, parameters, tokenizer } = await loadModel((await currentModel(storeOf(storage)))!);
  const predictor = await createPredictor(onnxRuntimeBackend({ threads: 1 }), config, parameters);
  try {
    const [[{ score }]] = await createMaskFiller(predictor, tokenizer)("the [MASK] is", { topK: 1 });
    if (!(score > 0 && score <= 1)) throw new Error(`a probability of ${score}`);
  } finally {
    await predictor.release();
  }
  return basename((await currentModel(storeOf(storage)))!);
}

/** What is in the store that should not be when its run has ended. */
async function strays(storage: string): Promise<string[]> {
  const entries = readdirSync(storeOf(storage), { recursive: true, encoding: "utf8" });
  const hidden = entries.filter((path) => /(^|[/\\])\./.test(path) || path === "training.lock");
  const rest = entries.filter((path) => /^runs[/\\][^/\\]+[/\\](?!report\.json$)/.test(path));
  const models = (await listModels(storeOf(storage))).slice(2).map(({ run }) => run);
  return [...hidden, ...rest, ...models];
}

/** A whole run: reading, checkpoints, best models, the change of the model in use, and the tidying at its end. */
export const TRAINING: FaultScenario = {
  prepare: prepareTraining,
  async run(storage, say) {
    await trainOn(storage, {
      progress: ({ stage, step }) => say(`${stage} ${step}`),
      warn: (sentence) => say(`warning ${sentence}`),
    });
  },
  async problems({ storage, whole, said }) {
    const serves = await predict(storage).catch((error: Error) => error);
    if (serves instanceof Error) return [`the predictor serves no whole model: ${serves.message}`];
    const unfinished = await unfinishedRun(storeOf(storage));
    const isDone = serves !== EARLIER && unfinished === undefined;
    const warnings: string[] = [];
    if (!isDone) await trainOn(storage, { warn: (sentence) => warnings.push(sentence) });
    await withLock(join(storeOf(storage), "training.lock"), "busy", () =>
      discardUnfinished(storeOf(storage)),
    );
    const left = await strays(storage);
    return unmet(
      [isDone || (unfinished?.step ?? 0) >= lastNumber(said, "training"), "a checkpoint is lost"],
      [warnings.length === 0, warnings.join(" ")],
      [
        (await weightsInUse(storage)).equals(await weightsInUse(whole)),
        "the resumed run ends in another model",
      ],
      [left.length === 0, `there is left ${left.join(", ")}`],
    );
  },
};
