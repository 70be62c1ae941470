import type { Backend } from "../../src/core/backend";
import { parametersOf } from "../../src/core/models/families";
import { ADAMW_DEFAULTS } from "../../src/core/training/adamw";
import { splitUnits } from "../../src/core/training/split";
import { TokenizedFiles } from "../../src/core/training/tokenizedFiles";
import type { TrainingOptions, TrainingTask } from "../../src/core/training/train";
import { TrainingState } from "../../src/core/training/trainingState";
import {
  scratchConfig,
  scratchParameters,
  scratchTokenizer,
  scratchWordCounter,
} from "../../src/engine/start/scratchModel";
import { patternedText } from "./patternedText";
import { oneThread } from "./runGraph";

/** What is learnt, in parts. */
const TEXT = patternedText(60_000, 1);
const PART = 3000;

const SCRATCH = { vocabSize: 500, hiddenSize: 64, numHiddenLayers: 1, lowercase: false };

export const OPTIONS: TrainingOptions = {
  epochs: 2,
  batchSize: 8,
  gradientAccumulationSteps: 1,
  learningRate: 3e-3,
  decay: "linear",
  warmupRatio: 0.1,
  masking: { mlmProbability: 0.15, wholeWordMask: false },
  maxGradNorm: 1,
  adamw: ADAMW_DEFAULTS,
  dropout: true,
  seed: 42,
  maxEvalSequences: 64,
};

/** A small model and the text to train it on. */
export function smallTask(
  changes: Partial<TrainingOptions> = {},
  backend: Backend = oneThread(),
): TrainingTask {
  const texts = Array.from(
    { length: TEXT.length / PART },
    (_, part) => [`${part}.ts`, TEXT.slice(part * PART, (part + 1) * PART)] as const,
  );
  const counter = scratchWordCounter(SCRATCH);
  for (const [, text] of texts) counter.add(text);
  const vocabulary = scratchTokenizer(counter, SCRATCH);
  const corpus = new TokenizedFiles(vocabulary, false);
  for (const [path, text] of texts) corpus.add({ path }, text);
  const units = corpus.files.map(({ name, characters }) => ({ name, size: characters }));
  const sides = splitUnits(units, [...units.keys()], { validationSplit: 0.1, seed: 42 });
  const sequences = (side: readonly number[]) =>
    corpus.sequences(
      side.map((at) => corpus.files[at]),
      32,
    );
  const train = sequences(sides.train);
  const validation = sequences([...sides.choosing, ...sides.reporting]);
  const config = scratchConfig(vocabulary.vocabSize, vocabulary.padTokenId, SCRATCH);
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", scratchParameters(config, train.ids, 42));
  return {
    backend,
    config,
    state,
    vocabulary,
    train,
    validation,
    options: { ...OPTIONS, ...changes },
  };
}
