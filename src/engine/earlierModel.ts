import type { Sequences } from "../core/training/sequences";
import { currentModel, runFolder } from "../node/modelStore";
import type { RunParams, Standing } from "../protocol/training";
import { loadModel, type Model } from "./loadModel";
import { type RunOutcome, sentenceOf } from "./run/outcome";
import { findWords, wordQuestionsOf } from "./wordQuestions";

/** What a run was trained on, as far as the questions to its model depend on it. */
export interface Trained {
  readonly run: string;
  readonly outcome: RunOutcome;
  readonly start: Model;
  readonly validation: Sequences;
}

export interface StandingControl {
  readonly suspend: AbortSignal;
  /** Told of a model in use that cannot be asked. */
  warn(sentence: string): void;
}

/**
 * How the model in use does and the new one, where an earlier run trained it and its loss on the hidden words is not above the
 * new one's; undefined where the new one is to be used.
 */
export async function betterInUse(
  { storage, settings }: RunParams,
  { run, outcome, start, validation }: Trained,
  { suspend, warn }: StandingControl,
): Promise<Standing | undefined> {
  const { model } = outcome;
  const inUse = await currentModel(storage);
  if (model === undefined || inUse === undefined) return undefined;
  if (inUse === runFolder(storage, run) || validation.count === 0) return undefined;
  const questions = wordQuestionsOf(validation, start, settings);
  try {
    const standing = {
      inUse: await findWords(await loadModel(inUse), questions, settings, suspend),
      trained: await findWords(model, questions, settings, suspend),
    };
    return standing.inUse.loss <= standing.trained.loss ? standing : undefined;
  } catch (error) {
    suspend.throwIfAborted();
    warn(sentenceOf(error));
    return undefined;
  }
}
