import type { Ranking } from "../../core/ranking/rank";
import type { TrainingTask } from "../../core/training/train";
import type { CorpusSource } from "../corpus/readCorpus";
import { askingBackend } from "../device/onDevice";
import { type RunOutcome, sentenceOf } from "../follow/outcome";
import type { StartedRun } from "../start/startRun";
import { fitRanking } from "./fitRanking";

/** A run that has a verdict. */
export interface JudgedRun {
  readonly started: StartedRun;
  readonly task: TrainingTask;
  readonly outcome: RunOutcome;
}

/** The weights for the model that a run keeps; without them, as after a stop, the shipped ones are used. */
export async function rankingFor(
  source: CorpusSource,
  { started, task, outcome: { model } }: JudgedRun,
  ended: AbortSignal,
  warn: (sentence: string) => void,
): Promise<Ranking | undefined> {
  if (model === undefined || ended.aborted) return undefined;
  try {
    return await fitRanking(askingBackend(task), model, source, started.data.heldOut.questions, ended);
  } catch (error) {
    if (!ended.aborted) warn(`The order of words was not fitted to the model: ${sentenceOf(error)}`);
    return undefined;
  }
}
