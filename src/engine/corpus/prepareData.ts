import type { QuestionText } from "../../core/questions/chooseQuestions";
import type { HeldOutText } from "../../core/questions/heldOutText";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import type { Sequences } from "../../core/training/sequences";
import { type TokenEncoder, type TokenizedFile, TokenizedFiles } from "../../core/training/tokenizedFiles";
import { WORD_HASHES } from "../../core/training/wordHashes";
import { type HeldOut, holdOut } from "./heldOutText";
import type { ReadFile } from "./nearCopies";
import { type CorpusSource, type CorpusSummary, readCorpus, readTokens } from "./readCorpus";
import { sampleSentences } from "./sampleSentences";
import { type SplitCorpus, splitCorpus, type TokenizedCorpus, textOfUnit } from "./splitCorpus";

export interface DataOptions extends CorpusSource {
  readonly maxSeqLength: number;
  readonly lineByLine: boolean;
  /** The share of the text to hold out. */
  readonly validationSplit: number;
  readonly seed: number;
  /** What an earlier call held out; it is held out again. */
  readonly before?: HeldOutText | undefined;
}

/** A corpus made ready: what was read, split and cut into sequences. */
export interface PreparedData {
  readonly train: Sequences;
  /** Held out, to choose the best model on. */
  readonly validation: Sequences;
  readonly heldOut: HeldOutText;
  /** The files of which a part or all is held out, as paths from their folders. */
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
  return preparedData(await readText(tokenizer, options, signal), options);
}

/** The text of a corpus, and what of it is held out. */
export interface ReadText {
  readonly split: SplitCorpus;
  readonly heldOut: HeldOut;
}

/** @param tokenizer absent if its vocabulary is yet to be learnt from the text; word hashes then stand in for tokens */
export async function readText(
  tokenizer: Tokenizer | undefined,
  options: DataOptions,
  signal: AbortSignal,
): Promise<ReadText> {
  const isWhole = tokenizer !== undefined && !options.lineByLine;
  const corpus = isWhole
    ? await tokenizeFiles(tokenizer, options, signal)
    : await encodeText(tokenizer ?? WORD_HASHES, options, signal);
  const split = splitCorpus(corpus, options);
  return { split, heldOut: holdOut(split, options.before) };
}

/** The tokens of whole files, which the token cache may know. */
async function tokenizeFiles(
  tokenizer: Tokenizer,
  options: DataOptions,
  signal: AbortSignal,
): Promise<TokenizedCorpus> {
  const files = new TokenizedFiles(tokenizer, false);
  const add = (...read: [ReadFile, Int32Array, number]) => files.addTokens(...read);
  return { files, ...(await readTokens(options, tokenizer, add, signal)) };
}

async function encodeText(
  encoder: TokenEncoder,
  options: DataOptions,
  signal: AbortSignal,
): Promise<TokenizedCorpus> {
  const files = new TokenizedFiles(encoder, options.lineByLine);
  return { files, ...(await readCorpus(options, (file, text) => files.add(file, text), signal)) };
}

/** Cuts a text into sequences. */
export function preparedData({ split, heldOut }: ReadText, options: DataOptions): PreparedData {
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

function pickSentences(split: SplitCorpus, units: readonly TokenizedFile[], { seed }: DataOptions) {
  const candidates = units.map((unit) => ({ name: unit.name, text: () => textOfUnit(split, unit) }));
  return sampleSentences(candidates, { count: SENTENCES, seed });
}
