import { setImmediate as immediate } from "node:timers/promises";
import { addWords, canAddWords, withoutLastWords } from "../core/models/addWords";
import { parameterShapes } from "../core/models/parameters";
import { CutWords, type NewWordsOptions } from "../core/tokenizer/newWords";
import type { WordPieceTokenizer } from "../core/tokenizer/tokenizer";
import { createRetokenizer } from "../core/tokenizer/wordPieces";
import { heldOutFiles, type Split, splitByFile } from "../core/training/split";
import { TokenizedFiles } from "../core/training/tokenizedFiles";
import { checkTrainable } from "../core/training/trainingState";
import { textAgain } from "../node/corpus/scan";
import { type CorpusSource, type CorpusSummary, readCorpus, readTokens } from "./corpus";
import { loadModel, type Model } from "./loadModel";
import { sampleSentences } from "./sampleSentences";
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
  readonly validationSplit: number;
  readonly seed: number;
}

/** A corpus made ready: what was read, split and cut into sequences. */
export interface PreparedData extends Split {
  readonly summary: CorpusSummary;
  readonly tokens: number;
  /** Readable lines of held-out files. */
  readonly sentences: readonly string[];
}

const SENTENCES = 5;

/** Reads the folders' text, tokenises it, and splits it by file. */
export async function prepareData(
  tokenizer: WordPieceTokenizer,
  options: DataOptions,
  signal: AbortSignal,
): Promise<PreparedData> {
  return splitText(await tokenizeText(tokenizer, options, signal), options);
}

interface TokenizedText {
  readonly files: TokenizedFiles;
  readonly summary: CorpusSummary;
}

async function tokenizeText(
  tokenizer: WordPieceTokenizer,
  options: DataOptions,
  signal: AbortSignal,
): Promise<TokenizedText> {
  const files = new TokenizedFiles(tokenizer, options.lineByLine);
  const summary = options.lineByLine
    ? await readCorpus(options, (place, text) => files.add(place.path, text, place.relativePath), signal)
    : await readTokens(
        options,
        tokenizer,
        ({ path, relativePath: name }, tokens) => files.addTokens(path, tokens, name),
        signal,
      );
  return { files, summary };
}

async function splitText(
  { files, summary }: TokenizedText,
  options: DataOptions,
  heldOut = heldOutFiles(files, options),
): Promise<PreparedData> {
  const split = splitByFile(files, options, heldOut);
  const sentences = await pickSentences(files, split, options);
  return { ...split, summary, tokens: files.tokens, sentences };
}

/** From held-out files; from any where none is held out. */
function pickSentences({ files }: TokenizedFiles, { heldOutFiles }: Split, { seed, corpus }: DataOptions) {
  const heldOut = new Set(heldOutFiles);
  const eligible = files.filter(({ path }) => heldOut.size === 0 || heldOut.has(path));
  return sampleSentences(eligible, { count: SENTENCES, seed, readText: textAgain(corpus) });
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
  checkTrainable(parameterShapes(loaded.config));
  const { newWords: wanted = NO_NEW_WORDS } = start;
  const added = "added" in wanted ? wanted.added : 0;
  const base = added > 0 ? withoutLastWords(loaded, added) : loaded;
  const text = await tokenizeText(base.tokenizer, options, signal);
  const heldOut = heldOutFiles(text.files, options);
  const newWords =
    "added" in wanted
      ? loaded.tokenizer.spec.vocab.slice(base.tokenizer.vocabSize)
      : await chooseWords(text.files, heldOut, wanted, signal);
  if (newWords.length === 0)
    return { model: loaded, data: await splitText(text, options, heldOut), newWords };
  const model = added > 0 ? loaded : addWords(base, newWords);
  const retokenize = createRetokenizer(base.tokenizer, model.tokenizer);
  const files = text.files.retokenized(model.tokenizer, retokenize);
  return { model, data: await splitText({ ...text, files }, options, heldOut), base, newWords };
}

const NO_NEW_WORDS = { added: 0 };

async function prepareScratch(
  scratch: ScratchOptions,
  options: DataOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  const counter = scratchWordCounter(scratch);
  await readCorpus(options, (_place, text) => counter.add(text), signal);
  const tokenizer = scratchTokenizer(counter, scratch);
  const config = scratchConfig(tokenizer.vocabSize, tokenizer.padTokenId, scratch);
  checkTrainable(parameterShapes(config));
  const data = await prepareData(tokenizer, options, signal);
  const parameters = scratchParameters(config, data.train.ids, options.seed);
  return { model: { config, parameters, tokenizer }, data, newWords: [] };
}

/** The words of the files that are not held out which are worth a token of their own. */
async function chooseWords(
  files: TokenizedFiles,
  heldOut: ReadonlySet<string>,
  options: NewWordsOptions,
  signal: AbortSignal,
): Promise<string[]> {
  if (options.maxWords === 0 || !canAddWords(files.tokenizer)) return [];
  const words = new CutWords(files.tokenizer);
  for (const file of files.files) {
    if (heldOut.has(file.path)) continue;
    words.add(files.idsOf(file));
    await immediate();
    signal.throwIfAborted();
  }
  return words.best(options);
}
