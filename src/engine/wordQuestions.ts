import type { Model } from "../core/models/model";
import type { Score } from "../core/training/evaluation";
import type { Sequences } from "../core/training/sequences";
import { heldOutSeed } from "../core/training/train";
import { evaluateWords, type WordQuestionOptions } from "../core/training/wordQuestions";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import type { Evaluation, TrainingSettings } from "../protocol/training";
import { trainingThreads } from "./runOptions";
import { USUAL } from "./usualOptions";

/** The hidden words of a workspace on which its models are compared, whatever their vocabularies. */
export function wordQuestionsOf(
  validation: Sequences,
  { tokenizer }: Pick<Model, "tokenizer">,
  { maskingProbability: share, seed }: TrainingSettings,
): WordQuestionOptions {
  const maxSequences = USUAL.maxEvalSequences;
  return { validation, tokenizer, share, seed: heldOutSeed({ seed }), maxSequences };
}

/** The share of hidden words that a model finds. */
export async function findWords(
  model: Model,
  questions: WordQuestionOptions,
  settings: TrainingSettings,
  signal: AbortSignal,
): Promise<Evaluation> {
  const backend = onnxRuntimeBackend({ threads: trainingThreads(settings) });
  return forProtocol(await evaluateWords(backend, model, questions, signal));
}

export function forProtocol({ loss, top1, masked }: Score): Evaluation {
  return { loss, accuracy: top1, masks: masked };
}
