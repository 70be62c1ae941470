import { availableParallelism } from "node:os";
import { ADAMW_DEFAULTS } from "../core/training/adamw";
import type { TrainingOptions } from "../core/training/train";
import { DEFAULTS, resolveOptions, type TrainingStart } from "../engine/defaultOptions";
import type { ScratchOptions } from "../engine/start/scratchModel";
import type { TrainingSettings } from "../protocol/training";
import { CORPUS_OPTIONS } from "./corpusOptions";
import { DEFAULT_MODEL_FOLDER } from "./modelOption";
import type { OptionValues } from "./options";
import { TOKEN_CACHE_OPTION } from "./tokenCache";

/** What the smallest machines have: the work of a graph is shared out by the number of threads, not of cores. */
const FIXED_THREADS = 2;

/** The options of `train`, under the names of Hugging Face's run_mlm where it has them. */
export const TRAIN_OPTIONS = {
  model: {
    kind: "text",
    placeholder: "FOLDER",
    help: "model to go on from, in Hugging Face layout; the bundled one, or a small one from scratch, when absent",
  },
  "from-scratch": { kind: "flag", help: "start from nothing, with a vocabulary learnt from the folder" },
  output: {
    kind: "text",
    placeholder: "FOLDER",
    default: DEFAULT_MODEL_FOLDER,
    help: "where to write the model",
  },
  overwrite: { kind: "flag", help: "replace a model that is already there" },
  resume: { kind: "flag", help: "go on with the run to this output that was interrupted" },
  "start-anew": {
    kind: "flag",
    help: "delete the run to this output that was interrupted, and start another",
  },
  report: { kind: "text", placeholder: "FILE", help: "write the report of the run as JSON" },
  epochs: {
    kind: "integer",
    default: 0,
    min: 0,
    max: 10_000,
    help: `times to go through the text; 0 means as many as make ${DEFAULTS.fromModel.steps} steps, ${DEFAULTS.fromModel.minEpochs} to ${DEFAULTS.fromModel.maxEpochs}, or ${DEFAULTS.fromScratch.epochs} from scratch`,
  },
  patience: {
    kind: "integer",
    default: DEFAULTS.patience,
    min: 0,
    max: 10_000,
    help: "evaluations without gain after which training ends; 0 means never",
  },
  "checkpoint-minutes": {
    kind: "number",
    default: DEFAULTS.checkpointMinutes,
    min: 0,
    max: 1440,
    help: "between two checkpoints, more where saving takes over 3 % of the time; 0 saves one after every step",
  },
  "batch-size": {
    kind: "integer",
    default: DEFAULTS.batchSize,
    min: 1,
    max: 4096,
    help: "sequences in a step",
  },
  "gradient-accumulation-steps": {
    kind: "integer",
    default: 1,
    min: 1,
    max: 4096,
    help: "batches summed in a step",
  },
  "learning-rate": {
    kind: "number",
    default: 0,
    min: 0,
    max: 1,
    help: `peak rate; 0 means one that suits the model's width, 1e-4 for BERT-base, or ${DEFAULTS.fromScratch.learningRate} from scratch`,
  },
  "lr-scheduler-type": {
    kind: "choice",
    choices: ["linear", "cosine", "constant"],
    default: "linear",
    help: "how the rate goes on after the warmup",
  },
  "warmup-ratio": {
    kind: "number",
    default: DEFAULTS.warmupRatio,
    min: 0,
    max: 1,
    help: "share of the steps that warm up",
  },
  "weight-decay": { kind: "number", default: ADAMW_DEFAULTS.weightDecay, min: 0, max: 1, help: "AdamW's" },
  "max-grad-norm": {
    kind: "number",
    default: DEFAULTS.maxGradNorm,
    min: 1e-6,
    max: 1e6,
    help: "gradients are clipped to this norm",
  },
  "max-seq-length": { kind: "integer", default: 128, min: 8, max: 8192, help: "tokens in a sequence" },
  "line-by-line": { kind: "flag", help: "each line is an example of its own" },
  "mlm-probability": {
    kind: "number",
    default: 0.15,
    min: 0.01,
    max: 0.9,
    help: "share of tokens to predict",
  },
  "whole-word-mask": { kind: "flag", help: "mask all pieces of a word together" },
  "new-words": {
    kind: "integer",
    default: DEFAULTS.newWords,
    min: 0,
    max: 20_000,
    help: "words of the text to add to the model's vocabulary, at most",
  },
  "validation-split": {
    kind: "number",
    default: DEFAULTS.validationSplit,
    min: 0,
    max: 0.9,
    help: "share of the text held out, by file",
  },
  "max-eval-sequences": {
    kind: "integer",
    default: DEFAULTS.maxEvalSequences,
    min: 1,
    max: 1e9,
    help: "held-out sequences to evaluate on",
  },
  seed: { kind: "integer", default: 42, min: 0, max: 2 ** 32 - 1, help: "of every random choice" },
  threads: {
    kind: "integer",
    default: availableParallelism(),
    min: 1,
    max: 64,
    help: "processor threads to use; their number is part of what the bits depend on",
  },
  device: {
    kind: "choice",
    choices: ["auto", "cpu", "webgpu"],
    help: "the processor, a GPU, or the faster one, tried out once; cpu when absent, or what the run to resume began on",
  },
  deterministic: {
    kind: "flag",
    help: `the same bits whatever the number of cores: ${FIXED_THREADS} threads, whatever --threads says`,
  },
  "vocab-size": {
    kind: "integer",
    default: DEFAULTS.vocabSize,
    min: 300,
    max: 1_000_000,
    help: "tokens to learn, from scratch",
  },
  "hidden-size": {
    kind: "integer",
    default: 128,
    min: 64,
    max: 4096,
    help: "a multiple of 64, from scratch",
  },
  "num-layers": { kind: "integer", default: 2, min: 1, max: 48, help: "transformer layers, from scratch" },
  lowercase: { kind: "flag", help: "ignore case, from scratch" },
  ...CORPUS_OPTIONS,
  ...TOKEN_CACHE_OPTION,
  json: { kind: "flag", help: "print every event as a line of JSON" },
} as const;

export type TrainValues = OptionValues<typeof TRAIN_OPTIONS>;

export function trainingOptions(values: TrainValues, start: TrainingStart): TrainingOptions {
  const batchSize = values["batch-size"] * values["gradient-accumulation-steps"];
  return {
    ...resolveOptions({ epochs: values.epochs, learningRate: values["learning-rate"], batchSize }, start),
    batchSize: values["batch-size"],
    gradientAccumulationSteps: values["gradient-accumulation-steps"],
    decay: values["lr-scheduler-type"],
    warmupRatio: values["warmup-ratio"],
    masking: { mlmProbability: values["mlm-probability"], wholeWordMask: values["whole-word-mask"] },
    maxGradNorm: values["max-grad-norm"],
    adamw: { ...ADAMW_DEFAULTS, weightDecay: values["weight-decay"] },
    dropout: true,
    seed: values.seed,
    maxEvalSequences: values["max-eval-sequences"],
  };
}

export function threadsOf({
  deterministic,
  threads,
}: Pick<TrainValues, "deterministic" | "threads">): number {
  return deterministic ? FIXED_THREADS : threads;
}

/** The options as the report shows them; the size is that of the smallest one in the editor that is as wide. */
export function settingsOf(values: TrainValues, { epochs, learningRate }: TrainingOptions): TrainingSettings {
  const { include, exclude } = values;
  return {
    fromScratch: values["from-scratch"],
    size: values["hidden-size"] <= 128 ? "tiny" : values["hidden-size"] <= 256 ? "mini" : "small",
    epochs,
    patience: values.patience,
    checkpointMinutes: values["checkpoint-minutes"],
    learningRate,
    batchSize: values["batch-size"],
    sequenceLength: values["max-seq-length"],
    maskingProbability: values["mlm-probability"],
    wholeWord: values["whole-word-mask"],
    newWords: values["new-words"],
    threads: threadsOf(values),
    device: values.device ?? "cpu",
    onBattery: "continue",
    seed: values.seed,
    include,
    exclude,
    maxFileSize: values["max-file-size"],
  };
}

export function scratchOptions(values: TrainValues): ScratchOptions {
  return {
    vocabSize: values["vocab-size"],
    hiddenSize: values["hidden-size"],
    numHiddenLayers: values["num-layers"],
    lowercase: values.lowercase,
  };
}
