import type { WordQuestion } from "../../core/questions/wordQuestion";
import { toNamed } from "../../core/ranking/namedRanking";
import type { Ranking } from "../../core/ranking/rank";
import { questionsId } from "../../node/heldOutStore";
import type { TrainingReport } from "../../protocol/report";
import { failedToKeep, type RunOutcome } from "../follow/outcome";
import { type Model, saveModel } from "../models/loadModel";
import { provenanceOf, withProvenance } from "../models/provenance";

export interface ModelTarget {
  readonly folder: string;
  /** Whether a model that is there may be replaced. */
  readonly replace: boolean;
  /** The words that the model was asked for. */
  readonly questions: readonly WordQuestion[];
  /** What a person calls it. */
  readonly name?: string | undefined;
  /** The weights that were fitted to it. */
  readonly ranking?: Ranking | undefined;
}

/** Writes a run's model, with how many words it finds and what it owes to the model that the run started from. */
export async function keepModel(
  model: Model,
  { model: { base }, words }: TrainingReport,
  { folder, replace, questions, name, ranking }: ModelTarget,
): Promise<void> {
  const owed = base === undefined ? {} : await provenanceOf(base);
  const found = words?.after && { ...words.after, questions: questionsId(questions) };
  const notes = {
    ...(name !== undefined && { name }),
    ...(found && { found }),
    ...(ranking && { ranking: toNamed(ranking) }),
  };
  await saveModel(folder, model, { replace, ...withProvenance(owed, notes) });
}

/** The outcome where `keep` succeeds, else that of a run whose model could not be kept. */
export async function keepOrFail(outcome: RunOutcome, keep: () => Promise<void>): Promise<RunOutcome> {
  try {
    await keep();
    return outcome;
  } catch (error) {
    return failedToKeep(outcome, error);
  }
}
