import { availableParallelism } from "node:os";
import type { TrainingSettings } from "../protocol/training";

/** The defaults of training, in the editor as on the command line. */
export const DEFAULTS = {
  fromScratch: { learningRate: 2e-3, epochs: 12 },
  /** For a model that is trained further: a small text is repeated more often, so that there are enough steps. */
  fromModel: { minEpochs: 3, maxEpochs: 20, steps: 400 },
  /** Sequences in a step. */
  batchSize: 8,
  warmupRatio: 0.06,
  maxGradNorm: 1,
  validationSplit: 0.1,
  maxEvalSequences: 1024,
  /** Tokens in a vocabulary learnt from the text. */
  vocabSize: 8192,
  /** Evaluations without gain after which training ends. */
  patience: 3,
  /** The most words of the text to add to a model's vocabulary, and how often each must occur. */
  newWords: 1000,
  newWordCount: 4,
  /** Between two checkpoints. */
  checkpointMinutes: 3,
} as const;

/** What the choice of epochs and learning rate depends on. */
export interface TrainingStart {
  readonly fromScratch: boolean;
  readonly hiddenSize: number;
  /** To train on. */
  readonly sequences: number;
}

export interface RequestedOptions {
  /** 0 stands for what is usual, here and in `epochs`. */
  readonly learningRate: number;
  readonly epochs: number;
  /** Sequences in an optimiser step. */
  readonly batchSize: number;
}

/** The learning rate and epochs to use where the person left the choice open. */
export function resolveOptions({ learningRate, epochs, batchSize }: RequestedOptions, start: TrainingStart) {
  const { fromScratch, hiddenSize, sequences } = start;
  const usual = fromScratch ? DEFAULTS.fromScratch : fineTuning(hiddenSize, Math.ceil(sequences / batchSize));
  return { learningRate: learningRate || usual.learningRate, epochs: epochs || usual.epochs };
}

const BASE_RATE = 1e-4;
const BASE_HIDDEN_SIZE = 768;
const MAX_RATE = 1e-3;

/** BERT-base's usual rate, and larger ones for narrower models (Turc et al. 2019 tune their small ones with up to 3e-4). */
function fineTuning(hiddenSize: number, stepsPerEpoch: number) {
  const { minEpochs, maxEpochs, steps } = DEFAULTS.fromModel;
  return {
    learningRate: Math.min(MAX_RATE, (BASE_RATE * BASE_HIDDEN_SIZE) / hiddenSize),
    epochs: Math.min(maxEpochs, Math.max(minEpochs, Math.ceil(steps / Math.max(1, stepsPerEpoch)))),
  };
}

/** Half the cores unless the settings say otherwise, so that the editor stays quick. */
export function trainingThreads({ threads }: TrainingSettings): number {
  return threads > 0 ? threads : Math.max(1, Math.floor(availableParallelism() / 2));
}
