import { availableParallelism } from "node:os";
import { DEFAULT_CORPUS_OPTIONS } from "../../core/corpus/options";
import { Fault } from "../../core/errors";
import type { ModelConfig } from "../../core/models/families";
import { sentence } from "../../core/sentence";
import { ADAMW_DEFAULTS } from "../../core/training/adamw";
import type { TrainingOptions } from "../../core/training/train";
import { bundledModel } from "../../node/bundledModel";
import { tokenFolder } from "../../node/modelStore";
import type { ModelSize, TrainingSettings, TrainParams, WorkspaceText } from "../../protocol/training";
import { type CorpusSource, MAX_TOKEN_CACHE_SIZE } from "../corpus/readCorpus";
import type { JobSource } from "../job/trainingJob";
import type { DataOptions, PrepareStart } from "../start/prepare";
import type { ScratchOptions } from "../start/scratchModel";
import { chosen, type TrainingStart, USUAL } from "./usualOptions";

const SIZES: Readonly<Record<ModelSize, Pick<ScratchOptions, "hiddenSize" | "numHiddenLayers">>> = {
  tiny: { hiddenSize: 128, numHiddenLayers: 2 },
  mini: { hiddenSize: 256, numHiddenLayers: 4 },
  small: { hiddenSize: 512, numHiddenLayers: 4 },
  medium: { hiddenSize: 512, numHiddenLayers: 8 },
};

/** The model folder to start from; undefined for a new model. */
export function startModel({ base, settings }: TrainParams): string | undefined {
  return settings.fromScratch ? undefined : (base ?? bundledModel());
}

/** What a run starts from; one that goes on has its words already. */
export function prepareStart(params: TrainParams, resume = false): PrepareStart {
  const model = startModel(params);
  if (model === undefined) return { scratch: scratchOptions(params.settings) };
  const newWords = { maxWords: resume ? 0 : params.settings.newWords, minCount: USUAL.newWordCount };
  return { model, newWords };
}

/** Half the cores unless the settings say otherwise, so that the editor stays quick. */
export function trainingThreads({ threads }: TrainingSettings): number {
  return threads > 0 ? threads : Math.max(1, Math.floor(availableParallelism() / 2));
}

export function scratchOptions({ size }: TrainingSettings): ScratchOptions {
  return { ...SIZES[size], vocabSize: USUAL.vocabSize, lowercase: false };
}

const GLOB_NAMES = { include: "workspaceMlm.corpus.include", exclude: "workspaceMlm.corpus.exclude" };

/** What to read, and where its tokens are kept. */
export function corpusSource(params: WorkspaceText): CorpusSource {
  const { roots, settings, folderInclude, folderExclude, storage } = params;
  const { include, exclude, maxFileSize } = settings;
  const globs = folderInclude === undefined ? { include, exclude } : { folderInclude };
  return {
    folders: roots,
    corpus: { ...DEFAULT_CORPUS_OPTIONS, ...globs, folderExclude, maxFileSize, globNames: GLOB_NAMES },
    tokenCache: { folder: tokenFolder(storage), maxSize: MAX_TOKEN_CACHE_SIZE },
  };
}

export function dataOptions(params: TrainParams): DataOptions {
  const { settings } = params;
  return {
    ...corpusSource(params),
    maxSeqLength: settings.sequenceLength,
    lineByLine: false,
    validationSplit: USUAL.validationSplit,
    seed: settings.seed,
  };
}

/** @throws Fault "bad-option" when the sequences are longer than the model's positions */
export function trainingOptions(
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
    ...chosen(settings, { ...start, hiddenSize: config.hiddenSize }),
    batchSize: settings.batchSize,
    gradientAccumulationSteps: 1,
    decay: "linear",
    warmupRatio: USUAL.warmupRatio,
    masking: { mlmProbability: settings.maskingProbability, wholeWordMask: settings.wholeWord },
    maxGradNorm: USUAL.maxGradNorm,
    adamw: ADAMW_DEFAULTS,
    dropout: true,
    seed: settings.seed,
    maxEvalSequences: USUAL.maxEvalSequences,
  };
}

/** What an exported training job needs to know of a workspace. */
export function jobOf(workspace: TrainParams): JobSource {
  const { settings } = workspace;
  const fromScratch = startModel(workspace) === undefined;
  return {
    start: prepareStart(workspace),
    data: dataOptions(workspace),
    training: (config, sequences) => trainingOptions(settings, config, { fromScratch, sequences }),
  };
}
