import type { Backend } from "../../src/core/backend";
import { parametersOf } from "../../src/core/models/families";
import type { Model } from "../../src/core/models/model";
import type { Parameters } from "../../src/core/tensor";
import { ADAMW_DEFAULTS } from "../../src/core/training/adamw";
import { type TrainingOptions, train } from "../../src/core/training/train";
import { TrainingState } from "../../src/core/training/trainingState";
import type { PreparedData } from "../../src/engine/corpus/prepareData";
import { DEFAULTS, resolveOptions } from "../../src/engine/defaultOptions";

/** The parameters after the usual training, but for `changes`; `epochs` 0 for the usual ones. Prints each evaluation. */
export async function fineTune(
  { config, parameters, tokenizer }: Model,
  { train: sequences, validation }: PreparedData,
  backend: Backend,
  asked: number,
  changes: Partial<TrainingOptions> = {},
): Promise<Parameters> {
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", parameters);
  const { batchSize, warmupRatio, maxGradNorm, maxEvalSequences } = DEFAULTS;
  const start = { fromScratch: false, hiddenSize: config.hiddenSize, sequences: sequences.count };
  const options = {
    ...resolveOptions({ learningRate: 0, epochs: asked, batchSize }, start),
    ...{ batchSize, warmupRatio, maxGradNorm, maxEvalSequences },
    gradientAccumulationSteps: 1,
    decay: "linear" as const,
    masking: { mlmProbability: 0.15, wholeWordMask: false },
    adamw: ADAMW_DEFAULTS,
    dropout: true,
    seed: 42,
    ...changes,
  };
  const task = { backend, config, state, vocabulary: tokenizer, train: sequences, validation, options };
  for await (const event of train(task, new AbortController().signal))
    if (event.type === "evaluation")
      console.log(`  epoch ${event.epoch} of ${options.epochs}: loss ${event.evaluation.loss.toFixed(3)}`);
  return state.tensors("parameters");
}
