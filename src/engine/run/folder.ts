import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { removeFolderAtomic, tidyFolder, writeFileAtomic } from "../../node/atomicFiles";
import { checkpointNames } from "../../node/checkpoints";
import { readJson } from "../../node/readFiles";
import type { TrainingReport } from "../../protocol/report";

const REPORT_FILE = "report.json";
/** Bytes. */
const LARGEST_REPORT = 2 ** 26;

/** Leaves the report in the run's folder; returns whether that was possible. */
export function leaveReport(folder: string, report: TrainingReport): Promise<boolean> {
  return writeFileAtomic(join(folder, REPORT_FILE), JSON.stringify(report)).then(
    () => true,
    () => false,
  );
}

/** The report in a run's folder; undefined where there is none that can be read. */
export async function reportOf(folder: string): Promise<TrainingReport | undefined> {
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
