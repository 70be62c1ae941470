import { createHash } from "node:crypto";
import type { Model } from "../core/models/model";
import type { Score } from "../core/training/evaluation";
import type { Sequences } from "../core/training/sequences";
import { heldOutSeed } from "../core/training/train";
import { evaluateWords, type WordQuestionOptions } from "../core/training/wordQuestions";
import { tokenizerFingerprint } from "../node/corpus/tokenizerFingerprint";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import type { FoundWords } from "../protocol/models";
import type { Evaluation, TrainingSettings } from "../protocol/training";
import { dataFingerprint } from "./fingerprints";
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

/** The same for two sets of questions only when they ask for the same words in the same text. */
export function fingerprintOf({
  validation,
  tokenizer,
  share,
  seed,
  maxSequences,
}: WordQuestionOptions): string {
  const text = [dataFingerprint(validation), tokenizerFingerprint(tokenizer.spec)];
  return createHash("sha256")
    .update(JSON.stringify([...text, share, seed, maxSequences]))
    .digest("hex");
}

/** How well a model finds the hidden words. */
export async function findWords(
  model: Model,
  questions: WordQuestionOptions,
  settings: TrainingSettings,
  signal: AbortSignal,
): Promise<FoundWords> {
  const backend = onnxRuntimeBackend({ threads: trainingThreads(settings) });
  const score = await evaluateWords(backend, model, questions, signal);
  return { ...forProtocol(score), top5: score.top5 };
}

export function forProtocol({ loss, top1, masked }: Score): Evaluation {
  return { loss, accuracy: top1, masks: masked };
}
