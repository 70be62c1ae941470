import { Fault } from "../errors";
import { sentence } from "../sentence";
import type { WordPieceTokenizer } from "../tokenizer/tokenizer";
import type { Predictor } from "./predictor";
import { bestIndices, logSoftmax } from "./softmax";
import { USUAL_WINDOW_TOKENS } from "./windows";

/** A whole word for a mask. */
export interface WordCandidate {
  /** The probability of the pieces together, each given those before it. */
  readonly score: number;
  /** Vocabulary ids, 1 to `maxPieces`. */
  readonly pieces: readonly number[];
  /** The word as it is written. */
  readonly text: string;
}

export interface FillWordsOptions {
  /** Candidates for each mask. */
  readonly topK: number;
  /** Tokens that the model sees at once. */
  readonly windowTokens: number;
  readonly maxPieces: number;
  /** Beginnings of words of several pieces that are followed up. */
  readonly beams: number;
  readonly signal: AbortSignal;
}

/** How a person's masks are filled, and models are compared. */
export const USUAL_SEARCH = { windowTokens: USUAL_WINDOW_TOKENS, maxPieces: 3, beams: 2 } as const;

/** Fills masks of a text with whole words; made once for a model, asked often. */
export type WordFiller = (
  text: string,
  masks: readonly number[],
  options: FillWordsOptions,
) => Promise<WordCandidate[][]>;

/**
 * Whole words for the masks that stand at the UTF-16 offsets `masks` of `text`, ascending; other masks are context.
 * Goes from left to right, each mask seeing the best words of those before it. A word of several pieces is tried by
 * putting as many masks in its place and filling them piece by piece; it stands before a word of one piece only where
 * its pieces together are more probable than that one. The filler throws a Fault "bad-option" when there is no [MASK] at
 * an offset, and the signal's reason when it is aborted.
 */
export function createWordFiller(predictor: Predictor, tokenizer: WordPieceTokenizer): WordFiller {
  const pieces = wordPieces(predictor, tokenizer);
  return async (text, masks, options) => {
    const { ids, starts } = tokenizer.encode(text, { addSpecialTokens: false });
    const places = masks.map((offset) => {
      const place = starts.indexOf(offset);
      if (ids[place] !== tokenizer.maskTokenId)
        throw new Fault("bad-option", sentence`The text has no [MASK] at offset ${offset}.`);
      return place;
    });
    const search = new WordSearch(predictor, tokenizer, pieces, options);
    const before: number[] = [];
    const results: WordCandidate[][] = [];
    for (const [index, place] of places.entries()) {
      before.push(...ids.subarray(index === 0 ? 0 : places[index - 1] + 1, place));
      const found = await search.words(before, ids.subarray(place + 1));
      results.push(found);
      before.push(...(found[0]?.pieces ?? [tokenizer.maskTokenId]));
    }
    return results;
  };
}

/** The vocabulary's ids that words are made of. */
interface WordPieces {
  readonly starts: Int32Array;
  readonly continuations: Int32Array;
}

function wordPieces({ config }: Predictor, tokenizer: WordPieceTokenizer): WordPieces {
  const known = Math.min(tokenizer.vocabSize, config.vocabSize);
  const ordinary = Int32Array.from({ length: known }, (_, id) => id).filter((id) => !tokenizer.isSpecial(id));
  return {
    starts: ordinary.filter((id) => !tokenizer.isContinuation(id)),
    continuations: ordinary.filter((id) => tokenizer.isContinuation(id)),
  };
}

/** The beginning of a word. */
interface Beam {
  readonly pieces: readonly number[];
  /** Of its pieces together, each given those before it. */
  readonly logProbability: number;
  /** The log-probability of the likeliest piece at that mask behind it where this is least; infinite for a whole word. */
  readonly likeliestRest: number;
}

/** The log-probability below which a word of several pieces is not offered: it is mostly made up. */
const LEAST_OF_SEVERAL_PIECES = Math.log(0.01);

class WordSearch {
  constructor(
    readonly predictor: Predictor,
    readonly tokenizer: WordPieceTokenizer,
    readonly pieces: WordPieces,
    readonly options: FillWordsOptions,
  ) {}

  /** The best words between `before` and `after`, best first. Longer ones are tried while those of a length are among them. */
  async words(before: readonly number[], after: Int32Array): Promise<WordCandidate[]> {
    const { topK, maxPieces } = this.options;
    let best: Beam[] = [];
    for (let length = 1; length <= maxPieces; length++) {
      const last = best[topK - 1]?.logProbability ?? Number.NEGATIVE_INFINITY;
      const atLeast = length === 1 ? last : Math.max(last, LEAST_OF_SEVERAL_PIECES);
      const found = await this.#ofLength(length, atLeast, before, after);
      if (found.length === 0) break;
      best = mostProbable([...best, ...found], topK);
    }
    return best.map((beam) => this.#candidate(beam));
  }

  /**
   * Words of so many pieces that are more probable than `atLeast`. No word is more probable than its beginning, nor,
   * for a model that agrees with itself, than the likeliest piece at any of its places while all are masked; so most
   * beginnings are given up after the first look.
   */
  async #ofLength(length: number, atLeast: number, before: readonly number[], after: Int32Array) {
    const { topK, beams: width } = this.options;
    let beams: Beam[] = [{ pieces: [], logProbability: 0, likeliestRest: 0 }];
    for (let piece = 0; piece < length && beams.length > 0; piece++) {
      const keep = length === 1 ? topK : width;
      const extended = await this.#extend(beams, length, keep, before, after);
      beams = extended.filter((beam) => Math.min(beam.logProbability, beam.likeliestRest) > atLeast);
    }
    return beams;
  }

  /** Each beam with each next piece, of which the best are kept. */
  async #extend(
    beams: readonly Beam[],
    length: number,
    keep: number,
    before: readonly number[],
    after: Int32Array,
  ) {
    this.options.signal.throwIfAborted();
    const windows = beams.map(({ pieces }) => this.#window(pieces, length, before, after));
    const rows = await this.predictor.logits(windows);
    const allowed = beams[0].pieces.length === 0 ? this.pieces.starts : this.pieces.continuations;
    const extended = beams.flatMap(({ pieces, logProbability }, index) => {
      const [row, ...rest] = rows[index].map(logSoftmax);
      const likeliestRest = Math.min(...rest.map((later) => this.#likeliestContinuation(later)));
      return bestIndices(valuesAt(row, allowed), keep).map((at) => {
        const id = allowed[at];
        return { pieces: [...pieces, id], logProbability: logProbability + row[id], likeliestRest };
      });
    });
    return mostProbable(extended, keep);
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
  #window(pieces: readonly number[], length: number, before: readonly number[], after: Int32Array) {
    const { maskTokenId, clsTokenId, sepTokenId } = this.tokenizer;
    const masks = Array<number>(length - pieces.length).fill(maskTokenId);
    const room =
      Math.min(this.options.windowTokens, this.predictor.config.maxPositionEmbeddings) - length - 2;
    const right = Math.min(after.length, Math.max(Math.floor(room / 2), room - before.length));
    const left = Math.min(before.length, room - right);
    const end = after.length > 0 ? [sepTokenId] : [];
    const head = before.slice(before.length - left);
    const ids = [clsTokenId, ...head, ...pieces, ...masks, ...after.subarray(0, right), ...end];
    return { ids, positions: masks.map((_, at) => 1 + left + pieces.length + at) };
  }

  #candidate({ pieces, logProbability }: Beam): WordCandidate {
    return { score: Math.exp(logProbability), pieces, text: this.tokenizer.decode(pieces) };
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
