import { readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Fault } from "../core/errors";
import { sentence } from "../core/sentence";
import { moveAtomic, removeFolderAtomic, restoreFolder, tidyFolder, writeFileAtomic } from "./atomicFiles";
import { HELD_OUT_FILE } from "./heldOutStore";
import { errorCode, ioFault } from "./ioFault";
import { readNotes } from "./modelNotes";
import { isFolder } from "./readFiles";

/**
 * Where a workspace's trained models are: `models/<run>/`, `current`, which names the run in use, `runs/<run>/` with a
 * run's report and checkpoints, `tokens/`, and what `heldOutStore.ts` keeps.
 */
const MODELS = "models";
const CURRENT = "current";
const RUNS = "runs";
const TOKENS = "tokens";
const MEMORY = "words.memory";
const RUN_NAME = /^[\w-]+$/;
/** "2026-01-31T09-30-00-000Z" */
const TIME_NAME = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/;

/** Models kept in addition to the one in use. */
const MODELS_KEPT = 5;

/** A model that was trained on the workspace. */
export interface StoredModel {
  /** The run that trained it: names sort by the time at which runs began. */
  readonly run: string;
  /** Absolute path of its folder, in Hugging Face layout. */
  readonly folder: string;
  readonly inUse: boolean;
}

/** The folder for the model of a run. */
export function runFolder(storage: string, run: string): string {
  return join(storage, MODELS, run);
}

/** The folder for the reports and checkpoints of all runs, each in a folder of its name. */
export function runsFolder(storage: string): string {
  return join(storage, RUNS);
}

/** The file for the memory of the workspace's words. */
export function memoryFile(storage: string): string {
  return join(storage, MEMORY);
}

/** The folder for the tokens of the workspace's files. */
export function tokenFolder(storage: string): string {
  return join(storage, TOKENS);
}

/**
 * A name for a run that begins now: its time, but later than all that are there, so that names sort by the order of the
 * runs and none is given twice where the clock was put back.
 */
export async function newRunName(storage: string, now = new Date()): Promise<string> {
  const runs = (await readdirIfThere(runsFolder(storage))).filter((name) => TIME_NAME.test(name));
  const models = (await modelNames(storage)).filter((name) => TIME_NAME.test(name));
  const latest = Math.max(-1, ...[...runs, ...models].map(timeOf));
  return nameOf(Math.max(now.getTime(), latest + 1));
}

const nameOf = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\W/g, "-");

/** Milliseconds since 1970. */
function timeOf(name: string): number {
  const [, date, hours, minutes, seconds, fraction] = TIME_NAME.exec(name)!;
  return Date.parse(`${date}T${hours}:${minutes}:${seconds}.${fraction}Z`) || 0;
}

/** The folder of the model in use, when there is one. */
export async function currentModel(storage: string): Promise<string | undefined> {
  const run = await currentRun(storage);
  if (run === undefined) return undefined;
  const folder = runFolder(storage, run);
  await restoreFolder(folder);
  return (await isFolder(folder)) ? folder : undefined;
}

/** The model of this store that lay in `folder`, also where the store was moved since; undefined for any other model. */
export async function storedModel(storage: string, folder: string): Promise<string | undefined> {
  const here = runFolder(storage, basename(folder));
  return basename(dirname(folder)) === MODELS && (await isFolder(here)) ? here : undefined;
}

/** Every trained model, the newest first, after tidying up what killed processes left. */
export async function listModels(storage: string): Promise<StoredModel[]> {
  await tidyStore(storage);
  const current = await currentRun(storage);
  const runs = (await modelNames(storage)).sort().reverse();
  return runs.map((run) => ({ run, folder: runFolder(storage, run), inUse: run === current }));
}

/**
 * Puts the model of a run into use, once it is written whole. Of the others the `MODELS_KEPT` newest stay, and
 * those that a person named or imported. Throws a
 * Fault `bad-model` when there is no such model.
 */
export async function useModel(storage: string, run: string): Promise<void> {
  if (!RUN_NAME.test(run) || !(await isFolder(runFolder(storage, run)))) {
    throw new Fault(
      "bad-model",
      sentence`There is no trained model ${run} in ${storage}; choose another one.`,
    );
  }
  await writeFileAtomic(join(storage, CURRENT), run);
  const others = (await listModels(storage)).filter(({ inUse }) => !inUse);
  const expendable = await Promise.all(others.map(async (model) => ((await isKept(model)) ? [] : [model])));
  for (const { folder } of expendable.flat().slice(MODELS_KEPT))
    await removeFolderAtomic(folder).catch(() => undefined);
}

async function isKept({ folder }: StoredModel): Promise<boolean> {
  const { name, imported } = await readNotes(folder);
  return name !== undefined || imported === true;
}

/** Puts no trained model into use: the one to start from answers again. */
export async function useNoModel(storage: string): Promise<void> {
  await rm(join(storage, CURRENT), { force: true });
}

/** Deletes the model of a run; when it is in use, no trained model is any more. */
export async function deleteModel(storage: string, run: string): Promise<void> {
  if (!RUN_NAME.test(run)) return;
  if ((await currentRun(storage)) === run) await useNoModel(storage);
  await removeFolderAtomic(runFolder(storage, run));
}

/**
 * Moves a store's models and runs to a folder without models; the models come last, so that a store that has them is whole. Its
 * tokens stay behind: they are made again.
 */
export async function moveStore(from: string, to: string): Promise<void> {
  await tidyStore(from);
  for (const name of [RUNS, HELD_OUT_FILE, CURRENT, MODELS])
    await moveAtomic(join(from, name), join(to, name));
  await removeFolderAtomic(join(from, TOKENS));
  await removeFolderAtomic(memoryFile(from));
}

async function currentRun(storage: string): Promise<string | undefined> {
  const run = await readFile(join(storage, CURRENT), "utf8").catch(() => "");
  return RUN_NAME.test(run) ? run : undefined;
}

async function tidyStore(storage: string): Promise<void> {
  for (const folder of [storage, join(storage, MODELS)]) await tidyFolder(folder);
  for (const run of await modelNames(storage)) await tidyFolder(runFolder(storage, run));
}

async function modelNames(storage: string): Promise<string[]> {
  const folder = join(storage, MODELS);
  const names = (await readdirIfThere(folder)).filter((name) => RUN_NAME.test(name));
  const folders = await Promise.all(names.map((name) => isFolder(join(folder, name))));
  return names.filter((_name, index) => folders[index]);
}

async function readdirIfThere(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw ioFault("read", folder, error);
  }
}
