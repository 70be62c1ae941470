import { basename } from "node:path";
import { Fault } from "../core/errors";
import { readNotes, writeNotes } from "../node/modelNotes";
import { listModels, newRunName, runFolder, type StoredModel } from "../node/modelStore";
import type { ImportModelParams, ListedModel, StoredRun } from "../protocol/models";
import { licenceOf } from "./licence";
import { loadModel, saveModel } from "./loadModel";
import { readReport } from "./readReport";

/** The models of a workspace with what is known of them, the newest first. */
export async function describeModels(storage: string): Promise<ListedModel[]> {
  return Promise.all((await listModels(storage)).map(describe));
}

async function describe({ run, folder, inUse }: StoredModel): Promise<ListedModel> {
  const { name, imported = false, foundWords } = await readNotes(folder);
  const [before, ...later] = (await readReport(folder))?.evaluations ?? [];
  const best = later.sort((a, b) => a.loss - b.loss)[0];
  return {
    run,
    folder,
    inUse,
    imported,
    ...(name !== undefined && { name }),
    ...(before && { base: before.top1 }),
    ...(best && { tuned: best.top1 }),
    ...(foundWords !== undefined && { foundWords }),
  };
}

/** Copies a model folder into the store, whole or not at all, after checking all of it; throws a Fault otherwise. */
export async function importModel({ folder, storage, name }: ImportModelParams): Promise<ListedModel> {
  const model = await loadModel(folder);
  const licence = await licenceOf(folder);
  const run = await newRunName(storage);
  const target = runFolder(storage, run);
  const notes = { name: name ?? basename(folder), imported: true, ...(licence && { licence }) };
  await saveModel(target, model, { notes });
  return describe({ run, folder: target, inUse: false });
}

/** Notes how many of the workspace's hidden words a model of the store finds. */
export async function noteFoundWords(storage: string, folder: string, foundWords: number): Promise<void> {
  const isStored = (await listModels(storage)).some((model) => model.folder === folder);
  if (isStored) await writeNotes(folder, { ...(await readNotes(folder)), foundWords });
}

/** Throws a Fault `bad-model` where the model is gone, because another window deleted it. */
export async function renameModel({ storage, run, name }: StoredRun & { name: string }): Promise<void> {
  const isStored = (await listModels(storage)).some((model) => model.run === run);
  if (!isStored) throw new Fault("bad-model", `There is no model ${run} in ${storage} any more.`);
  const folder = runFolder(storage, run);
  const { name: _old, ...notes } = await readNotes(folder);
  await writeNotes(folder, name === "" ? notes : { ...notes, name });
}
