import { bundledModel } from "../../node/bundledModel";
import type { ModelSize, TrainingSettings, TrainParams } from "../../protocol/training";
import { DEFAULTS } from "../defaultOptions";
import type { Start } from "./prepare";
import type { ScratchOptions } from "./scratchModel";

const SIZES: Readonly<Record<ModelSize, Pick<ScratchOptions, "hiddenSize" | "numHiddenLayers">>> = {
  tiny: { hiddenSize: 128, numHiddenLayers: 2 },
  mini: { hiddenSize: 256, numHiddenLayers: 4 },
  small: { hiddenSize: 512, numHiddenLayers: 4 },
  medium: { hiddenSize: 512, numHiddenLayers: 8 },
};

/** The model folder to start from; undefined for a new model. */
export function baseFolder({ base, settings }: TrainParams): string | undefined {
  return settings.fromScratch ? undefined : (base ?? bundledModel());
}

/** What a run starts from; a resumed run has its new words already. */
export function workspaceStart(params: TrainParams, resume = false): Start {
  const model = baseFolder(params);
  if (model === undefined) return { scratch: scratchOptions(params.settings) };
  const newWords = { maxWords: resume ? 0 : params.settings.newWords, minCount: DEFAULTS.newWordCount };
  return { model, newWords };
}

export function scratchOptions({ size }: TrainingSettings): ScratchOptions {
  return { ...SIZES[size], vocabSize: DEFAULTS.vocabSize, lowercase: false };
}
