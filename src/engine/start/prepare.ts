import { setImmediate as immediate } from "node:timers/promises";
import { addWords, withoutLastWords } from "../../core/models/addWords";
import { parametersOf } from "../../core/models/families";
import type { QuestionText } from "../../core/questions/chooseQuestions";
import type { HeldOutText } from "../../core/questions/heldOutText";
import { CutWords, type NewWordsOptions } from "../../core/tokenizer/newWords";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { createRetokenizer } from "../../core/tokenizer/words";
import type { Sequences } from "../../core/training/sequences";
import { type TokenEncoder, type TokenizedFile, TokenizedFiles } from "../../core/training/tokenizedFiles";
import { checkTrainable } from "../../core/training/trainingState";
import { WORD_HASHES } from "../../core/training/wordHashes";
import { type HeldOut, heldOutOf } from "../corpus/heldOutText";
import {
  type CorpusSource,
  type CorpusSummary,
  type ReadFile,
  readCorpus,
  readTokens,
} from "../corpus/readCorpus";
import { sampleSentences } from "../corpus/sampleSentences";
import { type SplitText, splitText, type TokenizedText, textOfUnit } from "../corpus/splitText";
import { loadModel, type Model } from "../models/loadModel";
import {
  type ScratchOptions,
  scratchConfig,
  scratchParameters,
  scratchTokenizer,
  scratchWordCounter,
} from "./scratchModel";

export interface DataOptions extends CorpusSource {
  readonly maxSeqLength: number;
  readonly lineByLine: boolean;
  /** The share of the text to hold out. */
  readonly validationSplit: number;
  readonly seed: number;
  /** What an earlier call held out, and is held out again. */
  readonly before?: HeldOutText | undefined;
}

/** A corpus made ready: what was read, split and cut into sequences. */
export interface PreparedData {
  readonly train: Sequences;
  /** Held out, to choose the best model on. */
  readonly validation: Sequences;
  readonly heldOut: HeldOutText;
  /** The files of which something is held out, from their folders. */
  readonly heldOutFiles: readonly string[];
  readonly summary: CorpusSummary;
  readonly tokens: number;
  /** Readable lines of held-out files. */
  readonly sentences: readonly string[];
  /** The text of each file, or part of one, to train on and held out. */
  texts(): SplitTexts;
}

/** In the order in which they were read. */
export interface SplitTexts {
  readonly train: readonly QuestionText[];
  readonly heldOut: readonly QuestionText[];
}

const SENTENCES = 5;

/** Reads the folders' text, tokenises it, and splits it. */
export async function prepareData(
  tokenizer: Tokenizer,
  options: DataOptions,
  signal: AbortSignal,
): Promise<PreparedData> {
  const split = splitText(await tokenizeText(tokenizer, options, signal), options);
  return preparedData(split, heldOutOf(split, options.before), options);
}

async function tokenizeText(
  tokenizer: Tokenizer,
  options: DataOptions,
  signal: AbortSignal,
): Promise<TokenizedText> {
  if (options.lineByLine) return encodeText(tokenizer, options, signal);
  const files = new TokenizedFiles(tokenizer, false);
  const add = (...read: [ReadFile, Int32Array, number]) => files.addTokens(...read);
  return { files, ...(await readTokens(options, tokenizer, add, signal)) };
}

async function encodeText(
  encoder: TokenEncoder,
  options: DataOptions,
  signal: AbortSignal,
): Promise<TokenizedText> {
  const files = new TokenizedFiles(encoder, options.lineByLine);
  return { files, ...(await readCorpus(options, (file, text) => files.add(file, text), signal)) };
}

function preparedData(split: SplitText, heldOut: HeldOut, options: DataOptions): PreparedData {
  const { files, sides, summary } = split;
  const unitsOf = (side: readonly number[]) => side.map((at) => files.files[at]!);
  const sequences = (side: readonly number[]) => files.sequences(unitsOf(side), options.maxSeqLength);
  const textsOf = (side: readonly number[]) =>
    unitsOf(side).map((unit) => ({ file: unit.relativePath, text: textOfUnit(split, unit) }));
  const held = [...sides.choosing, ...sides.reporting];
  const asked = heldOut.reporting.length > 0 ? heldOut.reporting : sides.train;
  return {
    train: sequences(sides.train),
    validation: sequences(heldOut.choosing),
    heldOut: heldOut.text,
    heldOutFiles: [...new Set(unitsOf(held).map(({ relativePath }) => relativePath))],
    summary,
    tokens: files.tokens,
    sentences: pickSentences(split, unitsOf(asked), options),
    texts: () => ({ train: textsOf(sides.train), heldOut: textsOf(held) }),
  };
}

function pickSentences(split: SplitText, units: readonly TokenizedFile[], { seed }: DataOptions) {
  const candidates = units.map((unit) => ({ name: unit.name, text: () => textOfUnit(split, unit) }));
  return sampleSentences(candidates, { count: SENTENCES, seed });
}

/** A model to start from and the data to train it on. */
export interface Prepared {
  readonly model: Model;
  readonly data: PreparedData;
  /** The model before words of the text were added to its vocabulary, where some were. */
  readonly base?: Model;
  /** What was added, the most useful first. */
  readonly newWords: readonly string[];
}

export type PrepareStart =
  | { readonly scratch: ScratchOptions }
  | {
      /** The folder of the model to go on with. */
      readonly model: string;
      /** Words of the text to add to its vocabulary, or how many its last ones an earlier call added. */
      readonly newWords?: NewWordsOptions | { readonly added: number };
    };

/** Loads the model to go on with, or makes a small one with a vocabulary learnt from the folders. */
export async function prepare(
  start: PrepareStart,
  options: DataOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  if ("scratch" in start) return prepareScratch(start.scratch, options, signal);
  const loaded = await loadModel(start.model);
  checkTrainable(parametersOf(loaded.config));
  const { newWords: wanted = NO_NEW_WORDS } = start;
  const added = "added" in wanted ? wanted.added : 0;
  const base = added > 0 ? withoutLastWords(loaded, added) : loaded;
  const split = splitText(await tokenizeText(base.tokenizer, options, signal), options);
  const heldOut = heldOutOf(split, options.before);
  const newWords =
    "added" in wanted
      ? loaded.tokenizer.lastWords(added)
      : await chooseWords(base.tokenizer, split, wanted, signal);
  if (newWords.length === 0) return { model: loaded, data: preparedData(split, heldOut, options), newWords };
  const model = added > 0 ? loaded : addWords(base, newWords);
  const retokenize = createRetokenizer(base.tokenizer, model.tokenizer);
  const files = split.files.retokenized(model.tokenizer, retokenize);
  return { model, data: preparedData({ ...split, files }, heldOut, options), base, newWords };
}

const NO_NEW_WORDS = { added: 0 };

async function prepareScratch(
  scratch: ScratchOptions,
  options: DataOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const split = splitText(await encodeText(WORD_HASHES, options, signal), options);
  const heldOut = heldOutOf(split, options.before);
  const tokenizer = await learnTokenizer(split, scratch, signal);
  const config = scratchConfig(tokenizer.vocabSize, tokenizer.padTokenId, scratch);
  checkTrainable(parametersOf(config));
  const files = split.files.encodedAgain(tokenizer, (unit) => textOfUnit(split, unit));
  const data = preparedData({ ...split, files }, heldOut, options);
  const parameters = scratchParameters(config, data.train.ids, options.seed);
  return { model: { config, parameters, tokenizer }, data, newWords: [] };
}

/** A tokenizer with the words of the text that is not held out. */
async function learnTokenizer(
  split: SplitText,
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
  { files, sides }: SplitText,
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
