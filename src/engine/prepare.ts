import { parameterShapes } from "../core/models/parameters";
import type { WordPieceTokenizer } from "../core/tokenizer/tokenizer";
import { type Split, splitByFile } from "../core/training/split";
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
  const files = new TokenizedFiles(tokenizer, options.lineByLine);
  const summary = options.lineByLine
    ? await readCorpus(options, (place, text) => files.add(place.path, text, place.relativePath), signal)
    : await readTokens(
        options,
        tokenizer,
        ({ path, relativePath: name }, tokens) => files.addTokens(path, tokens, name),
        signal,
      );
  const split = splitByFile(files, options);
  const sentences = pickSentences(files, split, options);
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
}

/** Loads the model to go on with, or makes a small one with a vocabulary learnt from the folders. */
export async function prepare(
  start: { readonly model: string } | { readonly scratch: ScratchOptions },
  options: DataOptions,
  signal: AbortSignal,
): Promise<Prepared> {
  if ("model" in start) {
    const model = await loadModel(start.model);
    checkTrainable(parameterShapes(model.config));
    return { model, data: await prepareData(model.tokenizer, options, signal) };
  }
  const { scratch } = start;
  const counter = scratchWordCounter(scratch);
  await readCorpus(options, (_place, text) => counter.add(text), signal);
  const tokenizer = scratchTokenizer(counter, scratch);
  const config = scratchConfig(tokenizer.vocabSize, tokenizer.padTokenId, scratch);
  checkTrainable(parameterShapes(config));
  const data = await prepareData(tokenizer, options, signal);
  const parameters = scratchParameters(config, data.train.ids, options.seed);
  return { model: { config, parameters, tokenizer }, data };
}
