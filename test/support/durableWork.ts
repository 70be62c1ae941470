import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parametersOf } from "../../src/core/models/families";
import { TrainingState } from "../../src/core/training/trainingState";
import { loadModel, saveModel } from "../../src/engine/models/loadModel";
import { checkpointNames, readCheckpoint, writeCheckpoint } from "../../src/node/checkpoints";
import { currentModel, listModels, runFolder, runsFolder, useModel } from "../../src/node/modelStore";
import { type FaultScenario, lastNumber, unmet } from "./faultScenario";

/** What is saved has the same number everywhere, so that a mixture would show. */
const valueAt = (step: number): number => Math.fround(step / 1024);
const stepOf = (value: number): number => value * 1024;

const runOf = (storage: string): string => join(runsFolder(storage), "run");
const modelName = (step: number): string => `run-${String(step).padStart(5, "0")}`;

/**
 * Goes on from the newest checkpoint for some steps; each saves a checkpoint, writes the model in use anew, as a run does
 * that failed and is resumed, and puts a model of its own into use.
 */
export async function work(storage: string, steps: number, onSaved: (what: string) => void): Promise<void> {
  const model = await loadModel("test/fixtures/bert-2x32");
  const state = new TrainingState(parametersOf(model.config));
  const found = await readCheckpoint(runOf(storage), state, (sentence) => onSaved(`warning ${sentence}`));
  const done = (found?.record as { step: number } | undefined)?.step ?? 0;
  for (let step = done + 1; step <= done + steps; step++) {
    for (const region of ["parameters", "means", "squares"] as const) state.flat(region).fill(valueAt(step));
    await writeCheckpoint(runOf(storage), state, { step });
    onSaved(`checkpoint ${step}`);
    const tuned = { ...model, parameters: state.tensors("parameters") };
    const inUse = await currentModel(storage);
    if (inUse !== undefined) await saveModel(inUse, tuned, { replace: true });
    await saveModel(runFolder(storage, modelName(step)), tuned, { replace: true });
    await useModel(storage, modelName(step));
    onSaved(`model ${step}`);
  }
}

export interface Found {
  readonly warnings: readonly string[];
  /** Of the newest checkpoint and of the model in use; 0 where there is none. */
  readonly checkpoint: number;
  readonly model: number;
}

/** What the next start finds. Throws when anything of it is not whole. */
export async function inspect(storage: string): Promise<Found> {
  const warnings: string[] = [];
  const { config } = await loadModel("test/fixtures/bert-2x32");
  const state = new TrainingState(parametersOf(config));
  const found = await readCheckpoint(runOf(storage), state, (sentence) => warnings.push(sentence));
  const checkpoint = (found?.record as { step: number } | undefined)?.step ?? 0;
  for (const region of ["parameters", "means", "squares"] as const) {
    for (const { data } of state.tensors(region).values()) assertAll(data, checkpoint);
  }
  const current = await currentModel(storage);
  if (current === undefined) return { warnings, checkpoint, model: 0 };
  const { parameters } = await loadModel(current);
  const model = stepOf([...parameters.values()][0].data[0]);
  for (const { data } of parameters.values()) assertAll(data, model);
  return { warnings, checkpoint, model };
}

function assertAll(data: Float32Array, step: number): void {
  if (!data.every((value) => value === valueAt(step))) throw new Error(`not everything is of step ${step}`);
}

/** What is there that should not be. */
export async function strays(storage: string): Promise<string[]> {
  const entries = readdirSync(storage, { recursive: true, encoding: "utf8" });
  const hidden = entries.filter((path) => /(^|[/\\])\./.test(path));
  const models = (await listModels(storage)).slice(6).map(({ run }) => run);
  const checkpoints = (await checkpointNames(runOf(storage))).slice(2);
  return [...hidden, ...models, ...checkpoints];
}

/** Checkpoints, models and the change of the one in use. */
export const SAVING: FaultScenario = {
  prepare: (storage) => work(storage, 7, () => {}),
  run: (storage, say) => work(storage, 2, say),
  async problems({ storage, prepared, said }) {
    const before = await inspect(prepared);
    const found = await inspect(storage).catch((error: Error) => error);
    if (found instanceof Error) return [found.message];
    const lost = unmet(
      [found.warnings.length === 0, found.warnings.join(" ")],
      [
        found.checkpoint >= Math.max(before.checkpoint, lastNumber(said, "checkpoint")),
        "a checkpoint is lost",
      ],
      [found.model >= Math.max(before.model, lastNumber(said, "model")), "a model is lost"],
    );
    await work(storage, 2, () => {});
    const left = await strays(storage);
    return [...lost, ...unmet([left.length === 0, `there is left ${left.join(", ")}`])];
  },
};
