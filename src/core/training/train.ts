import type { Backend } from "../backend";
import { Fault } from "../errors";
import type { ModelConfig } from "../models/config";
import { randomFor } from "../random";
import type { AdamWOptions } from "./adamw";
import { collate } from "./batch";
import { chunks, shuffledBatches } from "./batches";
import { microBatchSize } from "./cost";
import { type Evaluation, Evaluator, heldOutBatches } from "./evaluation";
import { type MaskingOptions, type MaskingVocabulary, maskTokens } from "./masking";
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
  readonly vocabulary: MaskingVocabulary;
  readonly train: Sequences;
  readonly validation: Sequences;
  readonly options: TrainingOptions;
}

export interface StepEvent {
  readonly type: "step";
  /** Optimiser steps done, counted from 1. */
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
}

export type TrainingEvent = StepEvent | EpochEvent | EvaluationEvent;

/** What the random generators are for; each epoch has its own order and masks. */
const ORDER = 1;
const MASKS = 2;
const HELD_OUT = 3;
const DROPOUT = 4;

/**
 * Masked language model training: evaluates, then for each epoch draws an order and fresh masks, steps through
 * the batches, and evaluates again on the same held-out masks.
 * @throws the signal's reason within one run of the graph after it is aborted; Fault "non-finite" when the loss is
 * not a finite number. Either way the state holds the parameters of the last whole step.
 */
export async function* train(task: TrainingTask, signal: AbortSignal): AsyncGenerator<TrainingEvent> {
  const { backend, config, state, options } = task;
  const { adamw, dropout, maxGradNorm, seed } = options;
  const dropoutSeed = randomFor(seed, DROPOUT).nextUint32();
  const step = new TrainingStep(backend, config, state, { dropout, seed: dropoutSeed, adamw, maxGradNorm });
  const evaluator = new Evaluator(backend, config);
  const heldOut = heldOutOf(task);
  const schedule = scheduleOf(task);
  try {
    if (heldOut.length > 0) yield await evaluated(0);
    let stepsDone = 0;
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      let lossSum = 0;
      const masks = randomFor(seed, MASKS, epoch);
      const steps = epochSteps(task, epoch);
      for (const batches of steps) {
        const tokens = await accumulateAll(task, step, batches, masks, signal);
        if (tokens === 0) continue;
        const learningRate = learningRateAt(stepsDone, schedule);
        const result = step.update(stepsDone + 1, learningRate);
        stepsDone++;
        lossSum += result.loss / steps.length;
        yield {
          type: "step",
          step: stepsDone,
          totalSteps: schedule.totalSteps,
          epoch,
          learningRate,
          tokens,
          ...result,
        };
      }
      yield { type: "epoch", epoch, loss: lossSum };
      if (heldOut.length > 0) yield await evaluated(epoch);
    }
    if (stepsDone === 0) throw nothingMasked();
  } finally {
    await step.release();
    await evaluator.release();
  }

  async function evaluated(epoch: number): Promise<EvaluationEvent> {
    const evaluation = await evaluator.evaluate(state.tensors("parameters"), heldOut, signal);
    return { type: "evaluation", epoch, evaluation };
  }
}

function nothingMasked(): Fault {
  return new Fault(
    "no-text",
    "No token was masked in any epoch, so nothing was learnt: use more text, or a higher --mlm-probability.",
  );
}

/** The batches of one epoch, grouped by optimiser step. */
function epochSteps({ train, options }: TrainingTask, epoch: number): number[][][] {
  const order = shuffledBatches(train, options.batchSize, randomFor(options.seed, ORDER, epoch));
  return chunks(order, options.gradientAccumulationSteps);
}

function scheduleOf({ train, options }: TrainingTask) {
  const { batchSize, gradientAccumulationSteps, epochs, warmupRatio, learningRate, decay } = options;
  const totalSteps = epochs * Math.ceil(Math.ceil(train.count / batchSize) / gradientAccumulationSteps);
  if (totalSteps === 0)
    throw new Fault("no-text", "There is no text to train on: every file was left out or empty.");
  return { learningRate, decay, totalSteps, warmupSteps: Math.round(totalSteps * warmupRatio) };
}

/** Of the masks of held-out sequences. */
export function heldOutSeed({ seed }: Pick<TrainingOptions, "seed">): number {
  return randomFor(seed, HELD_OUT).nextUint32();
}

/** The masked batches that every evaluation of this task uses. */
export function heldOutOf({
  validation,
  vocabulary,
  config,
  options,
}: Pick<TrainingTask, "validation" | "vocabulary" | "config" | "options">) {
  return heldOutBatches(validation, vocabulary, {
    masking: options.masking,
    batchSize: options.batchSize,
    config,
    seed: heldOutSeed(options),
    maxSequences: options.maxEvalSequences,
  });
}

/** Masks and runs batches, a few sequences at a time; returns how many tokens they held. */
async function accumulateAll(
  { backend, train, vocabulary, config, options }: TrainingTask,
  step: TrainingStep,
  batches: readonly number[][],
  masks: ReturnType<typeof randomFor>,
  signal: AbortSignal,
): Promise<number> {
  let tokens = 0;
  for (const batch of batches) {
    const examples = batch.map((index) => maskTokens(train.at(index), vocabulary, options.masking, masks));
    const longest = Math.max(...examples.map(({ inputIds }) => inputIds.length));
    const size = microBatchSize(config, longest, options.masking.mlmProbability, backend.threads);
    for (const part of chunks(examples, size)) {
      const laidOut = collate(part, config.padTokenId);
      if (laidOut.masked === 0) continue;
      await yieldToEventLoop();
      signal.throwIfAborted();
      await step.accumulate(laidOut);
      tokens += part.reduce((sum, { inputIds }) => sum + inputIds.length, 0);
    }
  }
  return tokens;
}

/** Lets messages and signals be handled: a run of the graph blocks its thread. */
const yieldToEventLoop = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
