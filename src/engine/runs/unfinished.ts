import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../core/errors";
import { removeFolderAtomic, tidyFolder } from "../../node/atomicFiles";
import { checkpointNames, recordFile } from "../../node/checkpoints";
import { errorCode, ioFault } from "../../node/ioFault";
import { runsFolder } from "../../node/modelStore";
import { readJson } from "../../node/readFiles";
import type { UnfinishedRun } from "../../protocol/training";
import { clearRun, readRunReport } from "./folder";
import { parseRecord, type RunRecord } from "./record";

/** Reports of finished runs that stay. */
const REPORTS_KEPT = 20;

const MAX_RECORD = 64 * 1024 ** 2;

const RUN_NAME = /^[\w-]+$/;

/** What the newest checkpoint that can be read says of the run in a folder; undefined where there is none. */
export async function readRecord(folder: string): Promise<RunRecord | undefined> {
  for await (const record of records(folder)) return record;
  return undefined;
}

/** The names of the best models that a run's checkpoints stand for, the newest checkpoint first. */
export async function bestNames(folder: string): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  for await (const { best } of records(folder)) names.push(best?.name);
  return names;
}

/** What the checkpoints that can be read say of the run in a folder, the newest first. */
async function* records(folder: string): AsyncGenerator<RunRecord> {
  for (const name of await checkpointNames(folder)) {
    const path = recordFile(folder, name);
    try {
      yield parseRecord((await readJson(path, MAX_RECORD)).value, path);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }
}

/** The newest run of the workspace that was interrupted and can be resumed. */
export async function unfinishedRun(storage: string): Promise<UnfinishedRun | undefined> {
  for (const run of (await runNames(storage)).reverse()) {
    const record = await readRecord(join(runsFolder(storage), run));
    if (record === undefined) continue;
    const { startedAt, step, totalSteps, seconds, model } = record.report;
    const secondsLeft = step === 0 ? undefined : (seconds / step) * (totalSteps - step);
    return {
      ...{ run, startedAt, step, totalSteps },
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(model.base !== undefined && { base: model.base }),
    };
  }
  return undefined;
}

/** Deletes what is left of every run of the workspace that was not finished, and keeps the reports of those that ended. */
export async function discardUnfinished(storage: string): Promise<void> {
  await tidyFolder(runsFolder(storage));
  for (const run of await runNames(storage)) {
    const folder = join(runsFolder(storage), run);
    await tidyFolder(folder);
    if (await hasEnded(folder)) await clearRun(folder);
    else await removeFolderAtomic(folder);
  }
}

/** Deletes the reports of runs that ended, but those of the named runs. */
export async function deleteReports(storage: string, kept: ReadonlySet<string>): Promise<void> {
  const others = (await runNames(storage)).filter((run) => !kept.has(run));
  for (const run of others) {
    const folder = join(runsFolder(storage), run);
    if (await hasEnded(folder)) await removeFolderAtomic(folder);
  }
}

/** Deletes a run that was broken off before it learnt anything. */
export async function discardIfEmpty(folder: string): Promise<void> {
  if ((await checkpointNames(folder)).length === 0 && !(await hasEnded(folder)))
    await removeFolderAtomic(folder);
}

/** Whether the report says so; the process may have been killed while it deleted the rest. */
async function hasEnded(folder: string): Promise<boolean> {
  const report = await readRunReport(folder);
  return report !== undefined && report.status !== "running";
}

/** Deletes the reports of all but the newest runs. */
export async function pruneReports(storage: string): Promise<void> {
  const outdated = (await runNames(storage)).slice(0, -REPORTS_KEPT);
  for (const run of outdated) await removeFolderAtomic(join(runsFolder(storage), run));
}

/** The oldest first. */
async function runNames(storage: string): Promise<string[]> {
  const folder = runsFolder(storage);
  try {
    return (await readdir(folder)).filter((name) => RUN_NAME.test(name)).sort();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw ioFault("read", folder, error);
  }
}
