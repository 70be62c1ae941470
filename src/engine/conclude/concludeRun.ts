import type { WordQuestion } from "../../core/questions/wordQuestion";
import type { Ranking } from "../../core/ranking/rank";
import { readNotes } from "../../node/modelNotes";
import { runFolder, useModel } from "../../node/modelStore";
import type { RunOutcome } from "../follow/outcome";
import { clearRun, writeReport } from "../runs/folder";
import { pruneReports } from "../runs/unfinished";
import { keepModel, keepOrFail } from "./keepModel";

export interface EndedRun {
  readonly storage: string;
  readonly run: string;
  /** The run's folder, with its checkpoints and its report. */
  readonly folder: string;
  /** The words that its model was asked for. */
  readonly questions: readonly WordQuestion[];
  /** The weights that were fitted to its model. */
  readonly ranking?: Ranking | undefined;
}

/**
 * Keeps the model, and puts it to use if it is the better one; a failed run stays, to be resumed with other settings. The
 * report is written last, so that it claims nothing that was not done. If the model cannot be kept, the outcome is a failure.
 */
export async function concludeRun(
  ended: EndedRun,
  outcome: RunOutcome,
  warn: (sentence: string) => void,
): Promise<RunOutcome> {
  const { storage, run, folder } = ended;
  const concluded = await keepOrFail(outcome, () => keep(ended, outcome));
  const { report, status } = concluded;
  const isWritten = await writeReport(folder, report);
  if (status === "failed") return concluded;
  await clearRun(folder);
  if (!isWritten && !(await writeReport(folder, report))) warn(`The report of ${run} cannot be written.`);
  await pruneReports(storage);
  return concluded;
}

/** A run that failed or was killed at this point has a model already, which a person may have named. */
async function keep(
  { storage, run, questions, ranking }: EndedRun,
  { model, report }: RunOutcome,
): Promise<void> {
  if (model === undefined) return;
  const folder = runFolder(storage, run);
  const { name } = await readNotes(folder);
  await keepModel(model, report, { folder, replace: true, questions, name, ranking });
  if (report.kept === "tuned") await useModel(storage, run);
}
