import { basename, dirname, join, resolve } from "node:path";
import { runsFolder } from "../../node/modelStore";
import type { TrainingReport } from "../../protocol/report";
import { readRunReport } from "./folder";

/** The report of the run that trained a model of a store; absent for any other model, and where it cannot be read. */
export function readReport(model: string): Promise<TrainingReport | undefined> {
  const folder = resolve(model);
  const storage = dirname(dirname(folder));
  return readRunReport(join(runsFolder(storage), basename(folder)));
}
