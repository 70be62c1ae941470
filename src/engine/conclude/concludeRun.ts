import type { WordQuestion } from "../../core/questions/wordQuestion";
import { toNamed } from "../../core/ranking/namedRanking";
import type { Ranking } from "../../core/ranking/rank";
import { nameOf } from "../../node/heldOutStore";
import { readNotes } from "../../node/modelNotes";
import { runFolder, useModel } from "../../node/modelStore";
import type { TrainingReport } from "../../protocol/report";
import { type RunOutcome, unkept } from "../follow/outcome";
import { type Model, saveModel } from "../models/loadModel";
import { passedOn, provenanceOf } from "../models/provenance";
import { clearRun, leaveReport } from "../runs/folder";
import { pruneReports } from "../runs/unfinished";

export interface EndedRun {
  readonly storage: string;
  readonly run: string;
  /** Of the run, with its checkpoints and its report. */
  readonly folder: string;
  /** The words that its model was asked for. */
  readonly questions: readonly WordQuestion[];
  /** The weights that were fitted to its model. */
  readonly ranking?: Ranking | undefined;
}

/**
 * Keeps the model, and puts it into use where it is the better one; a failed run stays, to be resumed with other settings. The report comes last, so that
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
async function keep(
  { storage, run, questions, ranking }: EndedRun,
  model: Model,
  { model: { base }, kept, words }: TrainingReport,
): Promise<void> {
  const folder = runFolder(storage, run);
  const { name } = await readNotes(folder);
  const owed = base === undefined ? {} : await provenanceOf(base);
  const found = words?.after && { ...words.after, questions: nameOf(questions) };
  const notes = {
    ...(name !== undefined && { name }),
    ...(found && { found }),
    ...(ranking && { ranking: toNamed(ranking) }),
  };
  await saveModel(folder, model, { replace: true, ...passedOn(owed, notes) });
  if (kept === "tuned") await useModel(storage, run);
}
