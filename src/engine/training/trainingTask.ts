import { type ModelConfig, parametersOf } from "../../core/models/families";
import type { TrainingOptions, TrainingTask } from "../../core/training/train";
import { TrainingState } from "../../core/training/trainingState";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import type { DeviceSetting } from "../../protocol/training";
import type { StartedRun } from "../start/startRun";

/** What the choice of options may depend on besides the model. */
export interface TextSize {
  readonly fromScratch: boolean;
  /** To train on. */
  readonly sequences: number;
}

/** How a run trains. */
export interface Recipe {
  readonly threads: number;
  /** Undefined for the processor, or what a run that is resumed was trained on. */
  readonly device: DeviceSetting | undefined;
  /** Throws a Fault "bad-option" where the options do not fit the model. */
  optionsFor(config: ModelConfig, text: TextSize): TrainingOptions;
}

/** A run's task on the processor. */
export function trainingTask(
  { threads, optionsFor }: Recipe,
  { model, data, fromScratch }: Pick<StartedRun, "model" | "data" | "fromScratch">,
): TrainingTask {
  const { config, parameters, tokenizer } = model;
  const { train, validation } = data;
  const options = optionsFor(config, { fromScratch, sequences: train.count });
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", parameters);
  const backend = onnxRuntimeBackend({ threads });
  return { backend, config, state, vocabulary: tokenizer, train, validation, options };
}
