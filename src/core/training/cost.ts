import { familyOf, type ModelConfig } from "../models/families";

/** Floating-point operations (in 1e9) to train on one sequence: 2 a weight and token forward, 4 backward. */
export function trainingGigaflops(config: ModelConfig, sequence: number, mlmProbability: number): number {
  const { everyToken, maskedToken } = familyOf(config).cost(config, sequence);
  return (6 * sequence * (everyToken + mlmProbability * maskedToken)) / 1e9;
}

/** What a run computes. */
export interface Work {
  readonly config: ModelConfig;
  /** Tokens in a sequence. */
  readonly sequenceLength: number;
  readonly maskingProbability: number;
  /** Sequences trained on, each epoch's counted again. */
  readonly trained: number;
  /** Sequences evaluated, each evaluation's counted again. */
  readonly evaluated: number;
}

/** An evaluation goes forwards only, which is a third of a training step. */
const FORWARD_SHARE = 1 / 3;

/** Floating-point operations of a run, in 1e9. */
export function workGigaflops({
  config,
  sequenceLength,
  maskingProbability,
  trained,
  evaluated,
}: Work): number {
  const one = trainingGigaflops(config, sequenceLength, maskingProbability);
  return one * (trained + FORWARD_SHARE * evaluated);
}
