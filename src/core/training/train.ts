import type { Backend } from "../backend";
import { Fault } from "../errors";
import type { ModelConfig } from "../models/families";
import { randomFor } from "../random";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { yieldToEventLoop } from "../yieldToEventLoop";
import type { AdamWOptions } from "./adamw";
import { collate, type MaskedBatch } from "./batch";
import { chunks, shuffledBatches } from "./batches";
import { type Evaluation, Evaluator, heldOutBatches } from "./evaluation";
import { type MaskingOptions, maskTokens } from "./masking";
import { PART_BYTES, type PartRule, partSize } from "./parts";
import { type DecayKind, learningRateAt } from "./schedule";
import type { Sequences } from "./sequences";
import type { TrainingState } from "./trainingState";
import { TrainingStep } from "./trainingStep";

export interface TrainingOptions {
  readonly epochs: number;
  /** Sequences in one optimiser step. */
  readonly batchSize: number;
  /** Batches summed before each optimiser step. */
  readonly gradientAccumulationSteps: number;
  /** The peak. */
  readonly learningRate: number;
  readonly decay: DecayKind;
  /** The share of all steps over which the learning rate rises from 0. */
  readonly warmupRatio: number;
  readonly masking: MaskingOptions;
  readonly maxGradNorm: number;
  readonly adamw: AdamWOptions;
  readonly dropout: boolean;
  readonly seed: number;
  /** Held-out sequences used for an evaluation, at most. */
  readonly maxEvalSequences: number;
}

export interface TrainingTask {
  readonly backend: Backend;
  readonly config: ModelConfig;
  /** Holds the starting parameters, and at any event the current ones. */
  readonly state: TrainingState;
  readonly vocabulary: Tokenizer;
  readonly train: Sequences;
  readonly validation: Sequences;
  readonly options: TrainingOptions;
}

/** Where a run stands between two steps: with the state's parameters and moments all that is needed to resume. */
export interface Position {
  /** The epoch to continue with, counted from 1; one more than there are when all is done. */
  readonly epoch: number;
  /** How many steps of that epoch are done. */
  readonly step: number;
  /** Updates of the optimiser in all. */
  readonly updates: number;
  /** The share of the epoch's mean loss that its steps so far make. */
  readonly lossSum: number;
  /** See `TrainingStepOptions.sums`. */
  readonly sums: boolean;
  /** See `PartRule`. */
  readonly partBytes?: number | undefined;
}

/** The position of a run that has done nothing yet. */
export const START: Position = {
  epoch: 1,
  step: 0,
  updates: 0,
  lossSum: 0,
  sums: false,
  partBytes: PART_BYTES,
};

export interface StepEvent {
  readonly type: "step";
  /** How many of `totalSteps` are done, counted from 1. */
  readonly step: number;
  readonly totalSteps: number;
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over the step's masked tokens, in nats. */
  readonly loss: number;
  readonly learningRate: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
  /** Tokens of this step. */
  readonly tokens: number;
  /** The position to resume from after this event. */
  readonly position: Position;
}

export interface EpochEvent {
  readonly type: "epoch";
  readonly epoch: number;
  /** Mean loss of the epoch's steps. */
  readonly loss: number;
}

export interface EvaluationEvent {
  readonly type: "evaluation";
  /** 0 before training. */
  readonly epoch: number;
  readonly evaluation: Evaluation;
  /** The position to resume from after this event. */
  readonly position: Position;
}

export type TrainingEvent = StepEvent | EpochEvent | EvaluationEvent;

/** What the random generators are for; each epoch has its own order, and each step its own masks. */
const ORDER = 1;
const MASKS = 2;
const HELD_OUT = 3;
const DROPOUT = 4;

/**
 * Masked language model training: evaluates, then for each epoch draws an order and fresh masks, steps through
 * the batches, and evaluates again on the same held-out masks. A run that is resumed `from` an earlier one's position, with
 * the parameters and moments that the state held there, does to the bit what that run would have done.
 * @throws the signal's reason within one run of the graph after it is aborted; Fault "non-finite" when the loss is
 * not a finite number. Either way the state holds the parameters and moments of the last whole step.
 */
export async function* train(
  task: TrainingTask,
  signal: AbortSignal,
  from: Position = START,
): AsyncGenerator<TrainingEvent> {
  const { backend, config, state, options } = task;
  const { adamw, dropout, maxGradNorm, seed } = options;
  const stepOptions = { dropout, seed, adamw, maxGradNorm, sums: from.sums };
  const step = new TrainingStep(backend, config, state, stepOptions);
  const evaluator = new Evaluator(backend, config);
  const heldOut = evaluationBatches(task);
  const { stepsInEpoch, ...schedule } = scheduleOf(task);
  const parts = partRule(task, from);
  let position = from;
  try {
    if (heldOut.length > 0 && from === START) yield await evaluated(0);
    for (let epoch = from.epoch; epoch <= options.epochs; epoch++) {
      yield* epochFrom(epoch);
      yield { type: "epoch", epoch, loss: position.lossSum };
      position = { ...position, epoch: epoch + 1, step: 0, lossSum: 0 };
      if (heldOut.length > 0) yield await evaluated(epoch);
    }
    if (position.updates === 0) throw nothingMasked();
  } finally {
    await step.release();
    await evaluator.release();
  }

  /** The epoch's steps that are still to do. */
  async function* epochFrom(epoch: number): AsyncGenerator<StepEvent> {
    const steps = epochSteps(task, epoch);
    for (let index = position.step; index < steps.length; index++) {
      step.seedDropout(randomFor(seed, DROPOUT, epoch, index).nextUint32());
      const masks = randomFor(seed, MASKS, epoch, index);
      const tokens = await accumulateAll(task, step, steps[index], { masks, parts }, signal);
      if (tokens === 0) continue;
      const stepsDone = (epoch - 1) * stepsInEpoch + index;
      const learningRate = learningRateAt(stepsDone, schedule);
      const updates = position.updates + 1;
      const result = step.update(updates, learningRate);
      const lossSum = position.lossSum + result.loss / steps.length;
      position = { ...position, epoch, step: index + 1, updates, lossSum, sums: step.sums };
      const { totalSteps } = schedule;
      yield {
        type: "step",
        step: stepsDone + 1,
        totalSteps,
        epoch,
        learningRate,
        tokens,
        position,
        ...result,
      };
    }
  }

  async function evaluated(epoch: number): Promise<EvaluationEvent> {
    const evaluation = await evaluator.evaluate(state.tensors("parameters"), heldOut, signal);
    return { type: "evaluation", epoch, evaluation, position };
  }
}

function nothingMasked(): Fault {
  return new Fault(
    "no-text",
    "No token was masked in any epoch, so nothing was learnt: use more text, or hide a larger share of it (--mlm-probability).",
  );
}

/** The batches of one epoch, grouped by optimiser step. */
function epochSteps({ train, options }: TrainingTask, epoch: number): number[][][] {
  const order = shuffledBatches(train, options.batchSize, randomFor(options.seed, ORDER, epoch));
  return chunks(order, options.gradientAccumulationSteps);
}

function scheduleOf({ train, options }: TrainingTask) {
  const { batchSize, gradientAccumulationSteps, epochs, warmupRatio, learningRate, decay } = options;
  const stepsInEpoch = Math.ceil(Math.ceil(train.count / batchSize) / gradientAccumulationSteps);
  const totalSteps = epochs * stepsInEpoch;
  if (totalSteps === 0)
    throw new Fault("no-text", "There is no text to train on: every file was left out or empty.");
  const warmupSteps = Math.round(totalSteps * warmupRatio);
  return { learningRate, decay, stepsInEpoch, totalSteps, warmupSteps };
}

/** Of the masks of held-out sequences. */
export function heldOutSeed({ seed }: Pick<TrainingOptions, "seed">): number {
  return randomFor(seed, HELD_OUT).nextUint32();
}

type HeldOut = Pick<TrainingTask, "validation" | "vocabulary" | "config" | "options">;

/** The masked batches that every evaluation of this task uses. */
export function evaluationBatches({ validation, vocabulary, config, options }: HeldOut): MaskedBatch[] {
  return heldOutBatches(validation, vocabulary, {
    masking: options.masking,
    batchSize: options.batchSize,
    config,
    seed: heldOutSeed(options),
    maxSequences: options.maxEvalSequences,
  });
}

function partRule({ backend, config, options }: TrainingTask, { partBytes }: Position): PartRule {
  const { mlmProbability } = options.masking;
  return { config, mlmProbability, partBytes, threads: backend.threads };
}

/** Masks and runs batches, each in its parts; returns how many tokens they held. */
async function accumulateAll(
  { train, vocabulary, config, options }: TrainingTask,
  step: TrainingStep,
  batches: readonly number[][],
  { masks, parts }: { readonly masks: ReturnType<typeof randomFor>; readonly parts: PartRule },
  signal: AbortSignal,
): Promise<number> {
  const hasParts = parts.partBytes !== undefined; // else the run is an older one, which had padding here
  const sequenceAt = (index: number, length: number) =>
    hasParts ? train.atLength(index, length) : train.at(index);
  let tokens = 0;
  for (const batch of batches) {
    const longest = Math.max(...batch.map((index) => train.lengthOf(index)));
    const examples = batch.map((index) =>
      maskTokens(sequenceAt(index, longest), vocabulary, options.masking, masks),
    );
    for (const part of chunks(examples, partSize(parts, batch.length, longest))) {
      const laidOut = collate(part, config, !train.isStream);
      if (laidOut.masked === 0) continue;
      await yieldToEventLoop();
      signal.throwIfAborted();
      await step.accumulate(laidOut);
      tokens += part.reduce((sum, { inputIds }) => sum + inputIds.length, 0);
    }
  }
  return tokens;
}
