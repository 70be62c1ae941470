import { Fault } from "../../core/errors";
import type { ModelConfig } from "../../core/models/families";
import { sentence } from "../../core/sentence";
import { ADAMW_DEFAULTS } from "../../core/training/adamw";
import type { TrainingOptions } from "../../core/training/train";
import type { TrainingSettings } from "../../protocol/training";
import { DEFAULTS, resolveOptions, type TrainingStart } from "../defaultOptions";

/** @throws Fault "bad-option" when the sequences are longer than the model's positions */
export function workspaceTraining(
  settings: TrainingSettings,
  config: ModelConfig,
  start: Omit<TrainingStart, "hiddenSize">,
): TrainingOptions {
  if (settings.sequenceLength > config.maxPositions) {
    throw new Fault(
      "bad-option",
      sentence`The setting workspaceMlm.training.sequenceLength is ${settings.sequenceLength}, but the model has only ${config.maxPositions} positions; choose a smaller one.`,
    );
  }
  return {
    ...resolveOptions(settings, { ...start, hiddenSize: config.hiddenSize }),
    batchSize: settings.batchSize,
    gradientAccumulationSteps: 1,
    decay: "linear",
    warmupRatio: DEFAULTS.warmupRatio,
    masking: { mlmProbability: settings.maskingProbability, wholeWordMask: settings.wholeWord },
    maxGradNorm: DEFAULTS.maxGradNorm,
    adamw: ADAMW_DEFAULTS,
    dropout: true,
    seed: settings.seed,
    maxEvalSequences: DEFAULTS.maxEvalSequences,
  };
}
