import { basename, dirname, join, resolve } from "node:path";
import { runsFolder } from "../node/modelStore";
import { readJson } from "../node/readFiles";
import type { TrainingReport } from "../protocol/report";

const LARGEST = 2 ** 26;

/** The report of the run that trained a model of a store; absent for any other model, and where it cannot be read. */
export async function readReport(model: string): Promise<TrainingReport | undefined> {
  const folder = resolve(model);
  const storage = dirname(dirname(folder));
  const path = join(runsFolder(storage), basename(folder), "report.json");
  const report = await readJson(path, LARGEST).then(
    ({ value }) => value as TrainingReport,
    () => undefined,
  );
  return report?.version === 1 ? report : undefined;
}
