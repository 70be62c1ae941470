import type { ModelConfig } from "../models/config";

/** What one run of the training graph may cost, so that a stop is noticed within a second on two slow cores. */
const GIGAFLOPS_PER_RUN = 100;

/** Floating-point operations (in 1e9) to train on one sequence: 2 a weight and token forward, 4 backward. */
export function trainingGigaflops(config: ModelConfig, sequence: number, mlmProbability: number): number {
  const { hiddenSize, intermediateSize, numHiddenLayers, vocabSize } = config;
  const layer = 4 * hiddenSize ** 2 + 2 * hiddenSize * intermediateSize + 2 * sequence * hiddenSize;
  const head = hiddenSize ** 2 + hiddenSize * vocabSize;
  return (6 * sequence * (numHiddenLayers * layer + mlmProbability * head)) / 1e9;
}

/** How many sequences to run at once; a larger batch is summed over several runs. Depends on sizes alone, never on time. */
export function microBatchSize(config: ModelConfig, sequence: number, mlmProbability: number): number {
  return Math.max(1, Math.floor(GIGAFLOPS_PER_RUN / trainingGigaflops(config, sequence, mlmProbability)));
}
