import type { Backend } from "../../core/backend";
import { type ModelConfig, parametersOf } from "../../core/models/families";
import { buildPredictionGraph, LOGITS } from "../../core/prediction/predictionGraph";
import { bestIndices } from "../../core/prediction/softmax";
import type { Tensor } from "../../core/tensor";
import { collate, type MaskedBatch } from "../../core/training/batch";
import { learningRateAt } from "../../core/training/schedule";
import { TrainingState } from "../../core/training/trainingState";
import { TrainingStep } from "../../core/training/trainingStep";
import type { ModelFolder } from "../../node/modelFolder";
import type { Reference } from "./reference";

/** The worst disagreement of one kind; within tolerance up to 1. */
export interface Comparison {
  readonly kind: string;
  /** In the unit of `tolerance`. */
  readonly worst: number;
  readonly tolerance: string;
  /** The error divided by what is allowed where it is worst. */
  readonly ratio: number;
  /** Where it is worst: a parameter's name or a step. */
  readonly where: string;
}

const LOSS_TOLERANCE = 1e-5;
const GRADIENT_TOLERANCE = 1e-4;
const GRADIENT_FLOOR = 1e-6;
const PARAMETER_TOLERANCE = 1e-4;
const MOVEMENT_TOLERANCE = 1e-4;

/** Runs what PyTorch ran and compares each kind of number with its tolerance. */
export async function compareWithReference(
  backend: Backend,
  model: ModelFolder,
  reference: Reference,
): Promise<Comparison[]> {
  const state = new TrainingState(parametersOf(model.config));
  state.load("parameters", model.parameters);
  const batch = collate(reference.examples, model.config);
  const step = trainingStep(backend, model.config, state, reference);
  const before = await step.measure(batch);
  const comparisons = [
    relative("loss", [before.loss], [reference.loss], LOSS_TOLERANCE),
    compareGradients(meanGradients(state, batch.masked), reference.gradients),
    await compareTop5(backend, model, reference, batch),
  ];
  const steps = await runSteps(step, batch, reference);
  const { loss: lossAfter } = await step.measure(batch);
  await step.release();
  return [
    ...comparisons,
    relative("loss before each step", steps.losses, reference.lossesBeforeEachStep, LOSS_TOLERANCE),
    relative("learning rate", steps.learningRates, reference.learningRates, LOSS_TOLERANCE),
    relative("gradient norm", steps.norms, reference.gradNorms, GRADIENT_TOLERANCE),
    compareParameters(model, state.tensors("parameters"), reference),
    relative("loss after the steps", [lossAfter], [reference.lossAfterSteps], LOSS_TOLERANCE),
  ];
}

function trainingStep(backend: Backend, config: ModelConfig, state: TrainingState, reference: Reference) {
  const { betas, eps, weight_decay, max_grad_norm } = reference.hyperparameters;
  return new TrainingStep(backend, config, state, {
    dropout: false,
    seed: 0,
    adamw: { betas, epsilon: eps, weightDecay: weight_decay },
    maxGradNorm: max_grad_norm,
  });
}

async function runSteps(step: TrainingStep, batch: MaskedBatch, { hyperparameters, gradNorms }: Reference) {
  const { lr, warmup_steps, total_steps } = hyperparameters;
  const schedule = {
    learningRate: lr,
    warmupSteps: warmup_steps,
    totalSteps: total_steps,
    decay: "linear",
  } as const;
  const losses: number[] = [];
  const norms: number[] = [];
  const learningRates: number[] = [];
  for (let index = 0; index < gradNorms.length; index++) {
    const learningRate = learningRateAt(index, schedule);
    await step.accumulate(batch);
    const result = step.update(index + 1, learningRate);
    losses.push(result.loss);
    norms.push(result.gradientNorm);
    learningRates.push(learningRate);
  }
  return { losses, norms, learningRates };
}

function relative(
  kind: string,
  actual: readonly number[],
  expected: readonly number[],
  tolerance: number,
): Comparison {
  const errors = expected.map((value, index) => Math.abs(actual[index] - value) / (Math.abs(value) || 1));
  const worst = largest(errors);
  return {
    kind,
    worst: errors[worst],
    tolerance: `${tolerance} relative`,
    ratio: errors[worst] / tolerance,
    where: expected.length > 1 ? `step ${worst + 1}` : "",
  };
}

function meanGradients(state: TrainingState, masked: number): Map<string, Tensor> {
  const gradients = [...state.tensors("gradients")];
  return new Map(
    gradients.map(([name, { shape, data }]) => [name, { shape, data: data.map((g) => g / masked) }]),
  );
}

/** Allowed: 1e-4 of the tensor's largest magnitude, or 1e-6 of the model's largest where that is more. */
function compareGradients(
  actual: ReadonlyMap<string, Tensor>,
  expected: ReadonlyMap<string, Tensor>,
): Comparison {
  const floor = GRADIENT_FLOOR * largestGradient(expected);
  const rows = [...expected].map(([name, { data }]) => {
    const allowed = Math.max(GRADIENT_TOLERANCE * maxMagnitude(data), floor);
    return { name, ratio: maxDifference(actual.get(name)?.data, data) / allowed };
  });
  const worst = rows[largest(rows.map(({ ratio }) => ratio))];
  return {
    kind: "gradient",
    worst: worst.ratio * GRADIENT_TOLERANCE,
    tolerance: `${GRADIENT_TOLERANCE} of the tensor's largest, or ${GRADIENT_FLOOR} of the model's`,
    ratio: worst.ratio,
    where: worst.name,
  };
}

/**
 * Allowed: 1e-4, since PyTorch's own fp32 lies up to 4.4e-5 from fp64 where Adam divides by small moments, plus 1e-4 of the tensor's largest movement. Left out: key biases, whose exact gradient is 0, and
 * elements whose gradient is below 1e-6 of the model's largest; there both sides hold rounding noise, which Adam's
 * division amplifies.
 */
function compareParameters(
  model: ModelFolder,
  actual: ReadonlyMap<string, Tensor>,
  { gradients, parametersAfterSteps }: Reference,
): Comparison {
  const floor = GRADIENT_FLOOR * largestGradient(gradients);
  const keyBiases = keyBiasNames(model.config);
  const rows = [...parametersAfterSteps].flatMap(([name, { data }]) => {
    if (keyBiases.has(name)) return [];
    const gradient = gradients.get(name)?.data;
    const ours = actual.get(name)?.data;
    const allowed =
      PARAMETER_TOLERANCE + MOVEMENT_TOLERANCE * maxDifference(model.parameters.get(name)?.data, data);
    const error = maxDifference(ours, data, (index) => Math.abs(gradient?.[index] ?? 0) >= floor);
    return [{ name, error, ratio: error / allowed }];
  });
  const worst = rows[largest(rows.map(({ ratio }) => ratio))];
  return {
    kind: "parameter after the steps",
    worst: worst.error,
    tolerance: `${PARAMETER_TOLERANCE} + ${MOVEMENT_TOLERANCE} of the tensor's largest movement`,
    ratio: worst.ratio,
    where: worst.name,
  };
}

function keyBiasNames(config: ModelConfig): Set<string> {
  const biases = parametersOf(config).filter(({ role }) => role === "key bias");
  return new Set(biases.map(({ name }) => name));
}

async function compareTop5(
  backend: Backend,
  { config, parameters }: ModelFolder,
  { top5, examples }: Reference,
  batch: MaskedBatch,
): Promise<Comparison> {
  const { padding, feeds } = batch;
  const session = await backend.compile(buildPredictionGraph(config, parameters, { padding }));
  const { label_positions, ...inputs } = feeds;
  const { [LOGITS]: logits } = await session.run(inputs);
  await session.release();
  const maskedRows = Array.from(feeds["masked_positions"].data as BigInt64Array, Number);
  const rows = examples.flatMap(({ positions }, example) =>
    positions.map((at) => maskedRows.indexOf(at * batch.batch + example)),
  );
  const wrong = rows.map((row, index) => {
    const scores = logits.data.subarray(row * config.vocabSize, (row + 1) * config.vocabSize);
    return bestIndices(scores, 5).filter((id, rank) => id !== top5[index][rank]).length;
  });
  const total = wrong.reduce((sum, count) => sum + count, 0) + Math.abs(rows.length - top5.length);
  return {
    kind: "top-5 ids",
    worst: total,
    tolerance: "0 different",
    ratio: total === 0 ? 0 : Number.POSITIVE_INFINITY,
    where: total === 0 ? "" : `masked position ${wrong.findIndex((count) => count > 0) + 1}`,
  };
}

function largest(values: readonly number[]): number {
  return values.reduce(
    (best, value, index) => (value > values[best] || Number.isNaN(value) ? index : best),
    0,
  );
}

function largestGradient(gradients: ReadonlyMap<string, Tensor>): number {
  return Math.max(...[...gradients.values()].map(({ data }) => maxMagnitude(data)));
}

function maxMagnitude(data: Float32Array): number {
  return data.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}

/** The largest difference; infinite where a tensor is missing, of another size, or not a number. */
function maxDifference(
  actual: Float32Array | undefined,
  expected: Float32Array,
  counts: (index: number) => boolean = () => true,
): number {
  if (actual?.length !== expected.length) return Number.POSITIVE_INFINITY;
  let max = 0;
  for (let index = 0; index < expected.length; index++) {
    if (!counts(index)) continue;
    const difference = Math.abs(actual[index] - expected[index]);
    if (!(difference <= max)) max = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return max;
}
