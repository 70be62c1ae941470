import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { RUN_MARKER } from "../../core/corpus/ownOutput";
import { removeFolderAtomic, tidyFolder, writeFileAtomic } from "../../node/atomicFiles";
import { checkpointNames } from "../../node/checkpoints";
import { errorCode, ioFault } from "../../node/ioFault";
import { isLeftoverName } from "../../node/leftovers";
import { readJson } from "../../node/readFiles";
import type { TrainingReport } from "../../protocol/report";

const REPORT_FILE = "report.json";
/** In a run's folder that lies beside its output: held by the process at work on it. */
const LOCK_FILE = "training.lock";
const CHECKPOINT = /^checkpoint-\d{6,12}$/;
const OWN_FOLDER = /^(checkpoint-\d{6,12}|best-\d+|start)$/;
const OWN_FILES: readonly string[] = [REPORT_FILE, RUN_MARKER, LOCK_FILE];
/** Bytes. */
const LARGEST_REPORT = 2 ** 26;

/** Makes a run's folder, where it is not there, and marks it as one: its content is no text to read, and may be deleted. */
export async function markRunFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, RUN_MARKER), `${JSON.stringify({ version: 1 })}\n`);
}

/** The lock of a run's folder, inside it, so that it is the same lock whichever path leads to the folder. */
export function runLock(folder: string): string {
  return join(folder, LOCK_FILE);
}

/** Whether a folder is a run's, or empty, or not there. */
export async function isRunFolder(folder: string): Promise<boolean> {
  const names = (await entriesOf(folder)).filter((name) => !isLeftoverName(name));
  return names.length === 0 || names.includes(RUN_MARKER);
}

/** Deletes a run's folder; what somebody else put there stays, and the folder with it. */
export async function removeRunFolder(folder: string): Promise<void> {
  const entries = await entriesOf(folder);
  const own = entries.filter(isOwnEntry);
  if (own.length === entries.length) return removeFolderAtomic(folder);
  for (const name of own) await removeFolderAtomic(join(folder, name));
}

function isOwnEntry(name: string): boolean {
  return OWN_FOLDER.test(name) || OWN_FILES.includes(name) || isLeftoverName(name);
}

/** Deletes what an earlier run left in the folder of one that begins. */
export async function emptyRunFolder(folder: string): Promise<void> {
  const outdated = (await entriesOf(folder)).filter((name) => OWN_FOLDER.test(name) || name === REPORT_FILE);
  for (const name of outdated) await removeFolderAtomic(join(folder, name));
}

/** Deletes the folder of a run that was broken off before it learnt anything or could say why it failed. */
export async function removeRunIfEmpty(folder: string): Promise<void> {
  const isOfUse = (await entriesOf(folder)).some((name) => CHECKPOINT.test(name) || name === REPORT_FILE);
  if (!isOfUse) await removeRunFolder(folder);
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw ioFault("read", folder, error);
  }
}

/** Leaves the report in the run's folder; returns whether that was possible. */
export function writeReport(folder: string, report: TrainingReport): Promise<boolean> {
  return writeFileAtomic(join(folder, REPORT_FILE), JSON.stringify(report)).then(
    () => true,
    () => false,
  );
}

/** The report in a run's folder; undefined where there is none that can be read. */
export async function readRunReport(folder: string): Promise<TrainingReport | undefined> {
  const report = await readJson(join(folder, REPORT_FILE), LARGEST_REPORT).then(
    ({ value }) => value as TrainingReport | null,
    () => undefined,
  );
  return report?.version === 1 ? report : undefined;
}

/** Deletes what a run that ended needs no more, the checkpoints first; the report stays. */
export async function clearRun(folder: string): Promise<void> {
  await tidyFolder(folder);
  for (const name of await checkpointNames(folder)) await removeFolderAtomic(join(folder, name));
  const rest = (await readdir(folder)).filter((name) => name !== REPORT_FILE);
  for (const name of rest) await removeFolderAtomic(join(folder, name));
}
