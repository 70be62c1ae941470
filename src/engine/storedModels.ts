import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { readNotes, writeNotes } from "../node/modelNotes";
import { deleteModel, listModels, runFolder, type StoredModel } from "../node/modelStore";
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
  const run = new Date().toISOString().replace(/\W/g, "-");
  const target = runFolder(storage, run);
  await mkdir(dirname(target), { recursive: true });
  await saveModel(target, model, {});
  const notes = { name: name ?? basename(folder), imported: true, ...(licence && { licence }) };
  try {
    await writeNotes(target, notes);
  } catch (error) {
    await deleteModel(storage, run);
    throw error;
  }
  return describe({ run, folder: target, inUse: false });
}

/** Notes how many of the workspace's hidden words a model of the store finds. */
export async function noteFoundWords(storage: string, folder: string, foundWords: number): Promise<void> {
  const isStored = (await listModels(storage)).some((model) => model.folder === folder);
  if (isStored) await writeNotes(folder, { ...(await readNotes(folder)), foundWords });
}

export async function renameModel({ storage, run, name }: StoredRun & { name: string }): Promise<void> {
  const folder = runFolder(storage, run);
  const { name: _old, ...notes } = await readNotes(folder);
  await writeNotes(folder, name === "" ? notes : { ...notes, name });
}
