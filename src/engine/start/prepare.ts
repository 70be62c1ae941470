import { setImmediate as immediate } from "node:timers/promises";
import { addWords, withoutLastWords } from "../../core/models/addWords";
import { parametersOf } from "../../core/models/families";
import { CutWords, type NewWordsOptions } from "../../core/tokenizer/newWords";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { createRetokenizer } from "../../core/tokenizer/words";
import { checkTrainable } from "../../core/training/trainingState";
import { type DataOptions, type PreparedData, preparedData, readText } from "../corpus/prepareData";
import { type SplitCorpus, textOfUnit } from "../corpus/splitCorpus";
import { loadModel, type Model } from "../models/loadModel";
import {
  type ScratchOptions,
  scratchConfig,
  scratchParameters,
  scratchTokenizer,
  scratchWordCounter,
} from "./scratchModel";

/** A model to start from and the data to train it on. */
export interface Prepared {
  readonly model: Model;
  readonly data: PreparedData;
  /** The model before words of the text were added to its vocabulary, if any were. */
  readonly base?: Model;
  /** What was added, the most useful first. */
  readonly newWords: readonly string[];
}

export type Start =
  | { readonly scratch: ScratchOptions }
  | {
      /** The folder of the model to train further. */
      readonly model: string;
      /** Which words of the text to add to its vocabulary, or how many an earlier call added as its last ones. */
      readonly newWords?: NewWordsOptions | { readonly added: number };
    };

/** Loads the model to train further, or makes a small one with a vocabulary learnt from the folders. */
export function prepare(start: Start, options: DataOptions, signal: AbortSignal): Promise<Prepared> {
  return "scratch" in start
    ? prepareScratch(start.scratch, options, signal)
    : prepareModel(start, options, signal);
}

const NO_NEW_WORDS = { added: 0 };

async function prepareModel(
  { model: folder, newWords: wanted = NO_NEW_WORDS }: Extract<Start, { readonly model: string }>,
  options: DataOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const loaded = await loadModel(folder);
  checkTrainable(parametersOf(loaded.config));
  const added = "added" in wanted ? wanted.added : 0;
  const base = added > 0 ? withoutLastWords(loaded, added) : loaded;
  const text = await readText(base.tokenizer, options, signal);
  const newWords =
    "added" in wanted
      ? loaded.tokenizer.lastWords(added)
      : await chooseWords(base.tokenizer, text.split, wanted, signal);
  if (newWords.length === 0) return { model: loaded, data: preparedData(text, options), newWords };
  const model = added > 0 ? loaded : addWords(base, newWords);
  const retokenize = createRetokenizer(base.tokenizer, model.tokenizer);
  const files = text.split.files.retokenized(model.tokenizer, retokenize);
  const data = preparedData({ ...text, split: { ...text.split, files } }, options);
  return { model, data, base: withRowsOf(model, base), newWords };
}

/** The base with views of the rows that the model with new words has, too, so that they are in memory once: 94 MB of BERT-base. */
function withRowsOf(model: Model, base: Model): Model {
  const { config, tokenizer } = base;
  const replaced = config.vocabSize - tokenizer.vocabSize; // rows of no token, which new words take
  if (replaced > 0) return base;
  const { parameters } = withoutLastWords(model, model.tokenizer.vocabSize - tokenizer.vocabSize);
  return { ...base, parameters };
}

async function prepareScratch(
  scratch: ScratchOptions,
  options: DataOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const text = await readText(undefined, options, signal);
  const tokenizer = await learnTokenizer(text.split, scratch, signal);
  const config = scratchConfig(tokenizer.vocabSize, tokenizer.padTokenId, scratch);
  checkTrainable(parametersOf(config));
  const files = text.split.files.encodedAgain(tokenizer, (unit) => textOfUnit(text.split, unit));
  const data = preparedData({ ...text, split: { ...text.split, files } }, options);
  const parameters = scratchParameters(config, data.train.ids, options.seed);
  return { model: { config, parameters, tokenizer }, data, newWords: [] };
}

/** A tokenizer with the words of the text that is not held out. */
async function learnTokenizer(
  split: SplitCorpus,
  scratch: ScratchOptions,
  signal: AbortSignal,
): Promise<Tokenizer> {
  const counter = scratchWordCounter(scratch);
  for (const at of split.sides.train) {
    counter.add(textOfUnit(split, split.files.files[at]!));
    await immediate();
    signal.throwIfAborted();
  }
  return scratchTokenizer(counter, scratch);
}

/** The words of the text that is not held out which are worth a token of their own. */
async function chooseWords(
  tokenizer: Tokenizer,
  { files, sides }: SplitCorpus,
  options: NewWordsOptions,
  signal: AbortSignal,
): Promise<string[]> {
  if (options.maxWords === 0 || !tokenizer.canAddWords) return [];
  const words = new CutWords(tokenizer);
  for (const at of sides.train) {
    words.add(files.idsOf(files.files[at]!));
    await immediate();
    signal.throwIfAborted();
  }
  return words.best(options);
}
