import type { Tokenizer } from "../tokenizer/tokenizer";
import type { Predictor } from "./predictor";
import { bestIndices, logSoftmax } from "./softmax";

export interface WordSearchOptions {
  /** Tokens that the model sees at once. */
  readonly windowTokens: number;
  /** Of words that the model makes up itself. */
  readonly maxPieces: number;
  /** Beginnings of words of several pieces that are followed up. */
  readonly beams: number;
  /** Only longer words that begin so are found. */
  readonly prefix?: string;
  /** Whether the space before the gap, which is not among the tokens before it, belongs to the word. */
  readonly spaced?: boolean;
  readonly signal: AbortSignal;
}

/** The vocabulary's ids that words are made of. */
export interface WordPieces {
  /** Those that a word can begin with in a place that is `spaced` or not. */
  starts(spaced: boolean): Int32Array;
  readonly continuations: Int32Array;
  /** What a word that is the piece alone looks like. */
  textOf(id: number): string;
}

export function wordPieces({ config }: Predictor, tokenizer: Tokenizer): WordPieces {
  const known = Math.min(tokenizer.vocabSize, config.vocabSize);
  const ordinary = Int32Array.from({ length: known }, (_, id) => id).filter((id) => !tokenizer.isSpecial(id));
  const textOf = remembered((id) => tokenizer.decode([id]).trim());
  const [joined, spaced] = [false, true].map((place) =>
    ordinary.filter((id) => tokenizer.beginsWord(id, place) && textOf(id) !== ""),
  );
  return {
    starts: (isSpaced) => (isSpaced ? spaced : joined),
    continuations: ordinary.filter((id) => tokenizer.continuesWord(id)),
    textOf,
  };
}

function remembered(textOf: (id: number) => string): (id: number) => string {
  const texts: string[] = [];
  return (id) => {
    texts[id] ??= textOf(id);
    return texts[id];
  };
}

/** A word, or the beginning of one. */
export interface FoundWord {
  /** Vocabulary ids. */
  readonly pieces: readonly number[];
  /** Of its pieces together. */
  readonly logProbability: number;
}

interface Beam extends FoundWord {
  /** The log-probability of the likeliest piece at that mask behind it where this is least; infinite for a whole word. */
  readonly likeliestRest: number;
}

/** The log-probability below which a word of several pieces is not offered: it is mostly made up. */
const LEAST_OF_SEVERAL_PIECES = Math.log(0.01);
/** A longer word is judged by so many pieces at its beginning. */
const MAX_JUDGED = 4;

/** Searches for the words of one gap, between `before` and `after`. */
export class WordSearch {
  /** By the number of masks in the gap: the log-probabilities at each of them, [mask][vocab]. */
  readonly #looks = new Map<number, readonly Float32Array[]>();
  readonly spaced: boolean;
  readonly #allStarts: Int32Array;
  readonly #starts: Int32Array;

  constructor(
    readonly predictor: Predictor,
    readonly tokenizer: Tokenizer,
    readonly pieces: WordPieces,
    readonly before: readonly number[],
    readonly after: Int32Array,
    readonly options: WordSearchOptions,
  ) {
    const isSought = (id: number): boolean => this.#hasPrefix(pieces.textOf(id));
    this.spaced = options.spaced ?? false;
    this.#allStarts = pieces.starts(this.spaced);
    this.#starts = options.prefix === undefined ? this.#allStarts : this.#allStarts.filter(isSought);
  }

  /** Whether a word may be found, by its pieces. */
  isSought(pieces: readonly number[]): boolean {
    return this.options.prefix === undefined || this.#hasPrefix(this.tokenizer.decode(pieces).trim());
  }

  #hasPrefix(word: string): boolean {
    const { prefix = "" } = this.options;
    return word.length > prefix.length && word.startsWith(prefix);
  }

  /** The `count` best words, best first. Longer ones are tried while those of a length are among them. */
  async best(count: number): Promise<FoundWord[]> {
    let best: Beam[] = [];
    await this.#lookAt([1, 2].slice(0, this.options.maxPieces)); // nearly always both are asked for, and run together
    for (let length = 1; length <= this.options.maxPieces; length++) {
      const last = best[count - 1]?.logProbability ?? Number.NEGATIVE_INFINITY;
      const atLeast = length === 1 ? last : Math.max(last, LEAST_OF_SEVERAL_PIECES);
      const found = await this.#ofLength(length, atLeast, count);
      if (found.length === 0) break;
      best = mostProbable([...best, ...found], count);
    }
    return best;
  }

  /** What the model says of given words, each with as many masks as it has pieces in its place. */
  async judge(words: Iterable<readonly number[]>): Promise<FoundWord[]> {
    const asked = [...words];
    await this.#lookAt(new Set(asked.map((pieces) => Math.min(pieces.length, MAX_JUDGED))));
    return asked.map((pieces) => {
      const rows = this.#looks.get(Math.min(pieces.length, MAX_JUDGED))!;
      return { pieces, logProbability: rows.reduce((sum, row, at) => sum + row[pieces[at]], 0) };
    });
  }

  /** How many words of one piece the model finds more probable than this one. */
  async countLikelier(pieces: readonly number[]): Promise<number> {
    const [{ logProbability }] = await this.judge([pieces]);
    await this.#lookAt([1]);
    const [row] = this.#looks.get(1)!;
    return this.#allStarts.reduce((count, id) => count + Number(row[id] > logProbability), 0);
  }

  /**
   * Words of so many pieces that are more probable than `atLeast`. No word is more probable than its beginning, nor,
   * for a model that agrees with itself, than the likeliest piece at any of its places while all are masked; so most
   * beginnings are given up after the first look.
   */
  async #ofLength(length: number, atLeast: number, count: number) {
    let beams: Beam[] = [{ pieces: [], logProbability: 0, likeliestRest: 0 }];
    for (let piece = 0; piece < length && beams.length > 0; piece++) {
      const keep = length === 1 ? count : this.options.beams;
      const extended = await this.#extend(beams, length, keep);
      beams = extended.filter((beam) => Math.min(beam.logProbability, beam.likeliestRest) > atLeast);
    }
    return beams;
  }

  /** Each beam with each next piece, of which the best are kept. */
  async #extend(beams: readonly Beam[], length: number, keep: number) {
    const isFirst = beams[0].pieces.length === 0;
    if (isFirst) await this.#lookAt([length]);
    const looks = isFirst ? [this.#looks.get(length)!] : await this.#run(beams, length);
    const allowed = isFirst ? this.#starts : this.pieces.continuations;
    const extended = beams.flatMap(({ pieces, logProbability }, index) => {
      if (!isFirst && !this.tokenizer.leavesWordOpen(pieces.at(-1)!)) return [];
      const [row, ...rest] = looks[index];
      const likeliestRest = Math.min(...rest.map((later) => this.#likeliestContinuation(later)));
      return bestIndices(valuesAt(row, allowed), keep).map((at) => {
        const id = allowed[at];
        return { pieces: [...pieces, id], logProbability: logProbability + row[id], likeliestRest };
      });
    });
    return mostProbable(extended, keep);
  }

  /** Fills the gap with each of these numbers of masks; windows of one length run together. */
  async #lookAt(lengths: Iterable<number>): Promise<void> {
    const missing = [...lengths].filter((length) => !this.#looks.has(length));
    const windows = missing.map((length) => this.#window([], length));
    for (const size of new Set(windows.map(({ ids }) => ids.length))) {
      const together = missing.filter((_, at) => windows[at].ids.length === size);
      const rows = await this.#logits(windows.filter(({ ids }) => ids.length === size));
      for (const [at, length] of together.entries()) this.#looks.set(length, rows[at]);
    }
  }

  #run(beams: readonly FoundWord[], length: number): Promise<Float32Array[][]> {
    return this.#logits(beams.map(({ pieces }) => this.#window(pieces, length)));
  }

  async #logits(windows: Parameters<Predictor["logits"]>[0]): Promise<Float32Array[][]> {
    this.options.signal.throwIfAborted();
    const rows = await this.predictor.logits(windows);
    return rows.map((masks) => masks.map(logSoftmax));
  }

  #likeliestContinuation(logProbabilities: Float32Array): number {
    let likeliest = Number.NEGATIVE_INFINITY;
    for (const id of this.pieces.continuations) likeliest = Math.max(likeliest, logProbabilities[id]);
    return likeliest;
  }

  /**
   * [CLS], the tokens around the word, with its known pieces in place and the others masked, [SEP]; asks for these masks.
   * Without [SEP] where nothing follows: a text that is being written goes on, and does not end with the word.
   */
  #window(pieces: readonly number[], length: number) {
    const { before, after } = this;
    const { maskTokenId, clsTokenId, sepTokenId } = this.tokenizer;
    const masks = Array<number>(length - pieces.length).fill(maskTokenId);
    const room = Math.min(this.options.windowTokens, this.predictor.config.maxPositions) - length - 2;
    const right = Math.min(after.length, Math.max(Math.floor(room / 2), room - before.length));
    const left = Math.min(before.length, room - right);
    const end = after.length > 0 ? [sepTokenId] : [];
    const head = before.slice(before.length - left);
    const ids = [clsTokenId, ...head, ...pieces, ...masks, ...after.subarray(0, right), ...end];
    return { ids, positions: masks.map((_, at) => 1 + left + pieces.length + at) };
  }
}

function mostProbable(beams: readonly Beam[], count: number): Beam[] {
  const logProbabilities = beams.map(({ logProbability }) => logProbability);
  return bestIndices(logProbabilities, count).map((at) => beams[at]);
}

function valuesAt(row: Float32Array, ids: Int32Array): Float32Array {
  const values = new Float32Array(ids.length);
  for (let at = 0; at < ids.length; at++) values[at] = row[ids[at]];
  return values;
}
