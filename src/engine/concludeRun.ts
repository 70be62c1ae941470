import { readNotes } from "../node/modelNotes";
import { runFolder, useModel } from "../node/modelStore";
import type { TrainingReport } from "../protocol/report";
import { type Model, saveModel } from "./loadModel";
import { passedOn, provenanceOf } from "./provenance";
import { clearRun, leaveReport } from "./run/folder";
import { type RunOutcome, unkept } from "./run/outcome";
import { pruneReports } from "./run/unfinished";

export interface EndedRun {
  readonly storage: string;
  readonly run: string;
  /** Of the run, with its checkpoints and its report. */
  readonly folder: string;
}

/**
 * Puts the better model into use; a failed run stays, to be resumed with other settings. The report comes last, so that
 * it tells of nothing that was not done. The outcome is that of a failure where the model cannot be kept.
 */
export async function concludeRun(
  ended: EndedRun,
  outcome: RunOutcome,
  warn: (sentence: string) => void,
): Promise<RunOutcome> {
  const { storage, run, folder } = ended;
  const concluded = await tryKeep(ended, outcome);
  const { report, status } = concluded;
  const isLeft = await leaveReport(folder, report);
  if (status === "failed") return concluded;
  await clearRun(folder);
  if (!isLeft && !(await leaveReport(folder, report))) warn(`The report of ${run} cannot be written.`);
  await pruneReports(storage);
  return concluded;
}

async function tryKeep(ended: EndedRun, outcome: RunOutcome): Promise<RunOutcome> {
  const { model, report } = outcome;
  try {
    if (model) await keep(ended, model, report);
    return outcome;
  } catch (error) {
    return unkept(outcome, error);
  }
}

/** A run that failed, or that was killed here, has a model already; a person may have named it. */
async function keep({ storage, run }: EndedRun, model: Model, report: TrainingReport): Promise<void> {
  const { base } = report.model;
  const folder = runFolder(storage, run);
  const { name } = await readNotes(folder);
  const owed = base === undefined ? {} : await provenanceOf(base);
  const options = passedOn(owed, name === undefined ? {} : { name });
  await saveModel(folder, model, { replace: true, ...options });
  if (report.kept !== "earlier") await useModel(storage, run);
}
