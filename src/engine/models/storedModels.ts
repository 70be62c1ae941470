import { basename } from "node:path";
import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import { questionsId, readHeldOut, writeBaseFound } from "../../node/heldOutStore";
import { modelFolderFingerprint } from "../../node/modelFolderFingerprint";
import { type NotedWords, readNotes, writeNotes } from "../../node/modelNotes";
import { listModels, newRunName, runFolder, type StoredModel } from "../../node/modelStore";
import type { ImportModelParams, ListedModel, StoredRun } from "../../protocol/models";
import type { WordsFound } from "../../protocol/words";
import { loadModel, saveModel } from "./loadModel";
import { provenanceOf, withProvenance } from "./provenance";

/** The models of a workspace with what is known of them, the newest first. */
export async function describeModels(storage: string): Promise<ListedModel[]> {
  return Promise.all((await listModels(storage)).map((model) => describeModel(storage, model)));
}

/** The workspace's own model that is in use; undefined if the base model is. */
export async function modelInUse(storage: string): Promise<ListedModel | undefined> {
  const inUse = (await listModels(storage)).find((model) => model.inUse);
  return inUse && describeModel(storage, inUse);
}

export async function describeModel(
  storage: string,
  { run, folder, inUse }: StoredModel,
): Promise<ListedModel> {
  const { name, imported = false, found } = await readNotes(folder);
  return {
    run,
    folder,
    inUse,
    imported,
    ...(name !== undefined && { name }),
    ...(found && (await foundNow(found, storage))),
  };
}

/** Figures on words other than the current ones are not comparable. */
async function foundNow(
  { questions, ...found }: NotedWords,
  storage: string,
): Promise<Pick<ListedModel, "found" | "isOutdated">> {
  const now = await readHeldOut(storage);
  return now && questionsId(now.questions) === questions ? { found } : { isOutdated: true };
}

/** Copies a model folder into the store, whole or not at all, after checking all of it; throws a Fault otherwise. */
export async function importModel({ folder, storage, name }: ImportModelParams): Promise<ListedModel> {
  const model = await loadModel(folder);
  const run = await newRunName(storage);
  const target = runFolder(storage, run);
  const notes = { name: name ?? basename(folder), imported: true };
  await saveModel(target, model, withProvenance(await provenanceOf(folder), notes));
  return describeModel(storage, { run, folder: target, inUse: false });
}

/** Notes how many words a model found: with it if it is one of the store, else as the model to start from. */
export async function noteFound(storage: string, folder: string, found: NotedWords): Promise<void> {
  const isStored = (await listModels(storage)).some((model) => model.folder === folder);
  if (isStored) await writeNotes(folder, { ...(await readNotes(folder)), found });
  else await noteBase(storage, folder, found);
}

async function noteBase(storage: string, folder: string, { questions, ...found }: NotedWords): Promise<void> {
  await writeBaseFound(storage, { model: await modelFolderFingerprint(folder), ...found }, questions);
}

/** How many of the workspace's hidden words a model finds that is not of its store; undefined where that is not known. */
export async function baseFound(storage: string, folder: string): Promise<WordsFound | undefined> {
  const { model, ...found } = (await readHeldOut(storage))?.base ?? {};
  return model === (await modelFolderFingerprint(folder)) ? (found as WordsFound) : undefined;
}

/** Throws a Fault `bad-model` if the model is gone because another window deleted it. */
export async function renameModel({ storage, run, name }: StoredRun & { name: string }): Promise<void> {
  const isStored = (await listModels(storage)).some((model) => model.run === run);
  if (!isStored) throw new Fault("bad-model", sentence`There is no model ${run} in ${storage} any more.`);
  const folder = runFolder(storage, run);
  const { name: _old, ...notes } = await readNotes(folder);
  await writeNotes(folder, name === "" ? notes : { ...notes, name });
}
