import { availableParallelism } from "node:os";
import { DEFAULT_CORPUS_OPTIONS } from "../core/corpus/options";
import { Fault } from "../core/errors";
import type { ModelConfig } from "../core/models/config";
import { ADAMW_DEFAULTS } from "../core/training/adamw";
import type { TrainingOptions } from "../core/training/train";
import { tokenFolder } from "../node/modelStore";
import type { ModelSize, TrainingSettings, TrainParams } from "../protocol/training";
import { type CorpusSource, MAX_TOKEN_CACHE_SIZE } from "./corpus";
import type { DataOptions } from "./prepare";
import type { ScratchOptions } from "./scratchModel";

/** Learning rates where none is asked for: a model that knows something already wants smaller steps. */
const LEARNING_RATE = { fromModel: 1e-4, fromScratch: 1e-3 };
const WARMUP_RATIO = 0.06;
const MAX_GRAD_NORM = 1;
const VALIDATION_SPLIT = 0.1;
const MAX_EVAL_SEQUENCES = 1024;
const VOCABULARY = 8_192;

const SIZES: Readonly<Record<ModelSize, Pick<ScratchOptions, "hiddenSize" | "numHiddenLayers">>> = {
  tiny: { hiddenSize: 128, numHiddenLayers: 2 },
  mini: { hiddenSize: 256, numHiddenLayers: 4 },
  small: { hiddenSize: 512, numHiddenLayers: 4 },
  medium: { hiddenSize: 512, numHiddenLayers: 8 },
};

/** Half the cores unless the settings say otherwise, so that the editor stays quick. */
export function trainingThreads({ threads }: TrainingSettings): number {
  return threads > 0 ? threads : Math.max(1, Math.floor(availableParallelism() / 2));
}

export function scratchOptions({ size }: TrainingSettings): ScratchOptions {
  return { ...SIZES[size], vocabSize: VOCABULARY, lowercase: false };
}

/** What to read, and where its tokens are kept. */
export function corpusSource({ roots, settings, folderExclude, storage }: TrainParams): CorpusSource {
  const { include, exclude, maxFileSize } = settings;
  return {
    folders: roots,
    corpus: { ...DEFAULT_CORPUS_OPTIONS, include, exclude, folderExclude, maxFileSize },
    tokenCache: { folder: tokenFolder(storage), maxSize: MAX_TOKEN_CACHE_SIZE },
  };
}

export function dataOptions(params: TrainParams): DataOptions {
  const { settings } = params;
  return {
    ...corpusSource(params),
    maxSeqLength: settings.sequenceLength,
    lineByLine: false,
    validationSplit: VALIDATION_SPLIT,
    seed: settings.seed,
  };
}

/** @throws Fault "bad-option" when the sequences are longer than the model's positions */
export function trainingOptions(
  settings: TrainingSettings,
  config: ModelConfig,
  fromScratch: boolean,
): TrainingOptions {
  if (settings.sequenceLength > config.maxPositionEmbeddings) {
    throw new Fault(
      "bad-option",
      `The setting workspaceMlm.training.sequenceLength is ${settings.sequenceLength}, but the model has only ${config.maxPositionEmbeddings} positions; choose a smaller one.`,
    );
  }
  return {
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    gradientAccumulationSteps: 1,
    learningRate: settings.learningRate || LEARNING_RATE[fromScratch ? "fromScratch" : "fromModel"],
    decay: "linear",
    warmupRatio: WARMUP_RATIO,
    masking: { mlmProbability: settings.maskingProbability, wholeWordMask: settings.wholeWord },
    maxGradNorm: MAX_GRAD_NORM,
    adamw: ADAMW_DEFAULTS,
    dropout: true,
    seed: settings.seed,
    maxEvalSequences: MAX_EVAL_SEQUENCES,
  };
}
