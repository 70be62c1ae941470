import { basename } from "node:path";
import { Fault } from "../core/errors";
import { sentence } from "../core/sentence";
import { type NotedScore, readNotes, writeNotes } from "../node/modelNotes";
import {
  lastQuestions,
  listModels,
  newRunName,
  noteQuestions,
  runFolder,
  type StoredModel,
} from "../node/modelStore";
import type { FoundWords, ImportModelParams, ListedModel, StoredRun } from "../protocol/models";
import { loadModel, saveModel } from "./loadModel";
import { passedOn, provenanceOf } from "./provenance";
import { readReport } from "./readReport";

/** The models of a workspace with what is known of them, the newest first. */
export async function describeModels(storage: string): Promise<ListedModel[]> {
  return Promise.all((await listModels(storage)).map((model) => describeModel(storage, model)));
}

/** The model of a workspace that fills; undefined where the one to start from does. */
export async function modelInUse(storage: string): Promise<ListedModel | undefined> {
  const inUse = (await listModels(storage)).find((model) => model.inUse);
  return inUse && describeModel(storage, inUse);
}

export async function describeModel(
  storage: string,
  { run, folder, inUse }: StoredModel,
): Promise<ListedModel> {
  const { name, imported = false, found } = await readNotes(folder);
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
    ...(found && foundNow(found, await lastQuestions(storage))),
  };
}

/** Figures on other words than those that were last asked for do not compare. */
function foundNow(
  { questions, ...found }: NotedScore,
  last: string | undefined,
): Pick<ListedModel, "found" | "isOutdated"> {
  return questions === last ? { found } : { isOutdated: true };
}

/** Copies a model folder into the store, whole or not at all, after checking all of it; throws a Fault otherwise. */
export async function importModel({ folder, storage, name }: ImportModelParams): Promise<ListedModel> {
  const model = await loadModel(folder);
  const run = await newRunName(storage);
  const target = runFolder(storage, run);
  const notes = { name: name ?? basename(folder), imported: true };
  await saveModel(target, model, passedOn(await provenanceOf(folder), notes));
  return describeModel(storage, { run, folder: target, inUse: false });
}

/**
 * Notes how a model did, with it where it is of the store, and which words were asked for: `questions` names them.
 */
export async function noteFound(
  storage: string,
  folder: string,
  { loss, accuracy, top5, masks }: FoundWords,
  questions: string,
): Promise<void> {
  const isStored = (await listModels(storage)).some((model) => model.folder === folder);
  if (!isStored) return;
  const found = { loss, accuracy, top5, masks, questions };
  await writeNotes(folder, { ...(await readNotes(folder)), found });
  await noteQuestions(storage, questions);
}

/** Throws a Fault `bad-model` where the model is gone, because another window deleted it. */
export async function renameModel({ storage, run, name }: StoredRun & { name: string }): Promise<void> {
  const isStored = (await listModels(storage)).some((model) => model.run === run);
  if (!isStored) throw new Fault("bad-model", sentence`There is no model ${run} in ${storage} any more.`);
  const folder = runFolder(storage, run);
  const { name: _old, ...notes } = await readNotes(folder);
  await writeNotes(folder, name === "" ? notes : { ...notes, name });
}
