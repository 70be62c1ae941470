import { Fault } from "../errors";
import type { WordSource } from "../memory/knownWords";
import { gather } from "../ranking/contest";
import { probabilities, type Ranking } from "../ranking/rank";
import { wordKinds } from "../ranking/wordKind";
import { sentence } from "../sentence";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { maskedText } from "./maskedText";
import type { Predictor } from "./predictor";
import { bestIndices } from "./softmax";
import { USUAL_WINDOW_TOKENS } from "./windows";
import { WordSearch, type WordSearchOptions, wordPieces } from "./wordSearch";

/** A whole word for a mask. */
export interface WordCandidate {
  /** The probability that it is the word. */
  readonly score: number;
  /** Vocabulary ids. */
  readonly pieces: readonly number[];
  /** The word as it is written. */
  readonly text: string;
}

export interface FillWordsOptions extends WordSearchOptions {
  /** Candidates for each mask. */
  readonly topK: number;
  /** What is known of words beside the model; only a filler with a ranking asks it. */
  readonly source?: WordSource;
}

/** How a person's masks are filled, and models are compared. */
export const USUAL_SEARCH = { windowTokens: USUAL_WINDOW_TOKENS, maxPieces: 3, beams: 2 } as const;

/** How a word is completed while a person types: the model makes up none of several pieces. */
export const SEARCH_WHILE_TYPING = { ...USUAL_SEARCH, maxPieces: 1 } as const;

/** Fills masks of a text with whole words; made once for a model, asked often. */
export type WordFiller = (
  text: string,
  masks: readonly number[],
  options: FillWordsOptions,
) => Promise<WordCandidate[][]>;

/**
 * Whole words for the masks that stand at the UTF-16 offsets `masks` of `text`, ascending; other masks are context.
 * Goes from left to right, each mask seeing the best words of those before it. A word of several pieces is tried by
 * putting as many masks in its place and filling them piece by piece. Without a ranking a word's score is the probability
 * of its pieces together, each given those before it. The filler throws a Fault "bad-option" when there is no [MASK] at an
 * offset, and the signal's reason when it is aborted.
 */
export function createWordFiller(predictor: Predictor, tokenizer: Tokenizer, ranking?: Ranking): WordFiller {
  const pieces = wordPieces(predictor, tokenizer);
  const rank = ranking === undefined ? byModelAlone : byRanking(tokenizer, ranking);
  return async (text, masks, options) => {
    const { ids, masks: places } = maskedText(text, tokenizer);
    const before: number[] = [];
    const results: WordCandidate[][] = [];
    let end = 0;
    for (const offset of masks) {
      const place = places.find((mask) => mask.offset === offset);
      if (place === undefined)
        throw new Fault("bad-option", sentence`The text has no [MASK] at offset ${offset}.`);
      const { position, spaced } = place;
      for (const id of ids.subarray(end, position)) before.push(id);
      end = position + 1;
      const after = ids.subarray(end);
      const search = new WordSearch(predictor, tokenizer, pieces, before, after, { ...options, spaced });
      const words = await rank(search, ids.subarray(0, position), options);
      results.push(words.map((word) => ({ ...word, text: tokenizer.decode(word.pieces).trim() })));
      before.push(...(words[0]?.pieces ?? [tokenizer.maskTokenId]));
    }
    return results;
  };
}

type RankedWord = Omit<WordCandidate, "text">;

/** The best words of a search, best first; `before` is what the document has before the gap. */
type Rank = (search: WordSearch, before: Int32Array, options: FillWordsOptions) => Promise<RankedWord[]>;

const byModelAlone: Rank = async (search, _before, { topK }) => {
  const found = await search.best(topK);
  return found.map(({ pieces, logProbability }) => ({ pieces, score: Math.exp(logProbability) }));
};

function byRanking(tokenizer: Tokenizer, ranking: Ranking): Rank {
  const kindOf = wordKinds(tokenizer);
  return async (search, before, { topK, source, prefix }) => {
    const contest = await gather(search, { before, after: search.after }, source, kindOf);
    const scores = probabilities(contest, ranking);
    const share = shareWithPrefix(scores, prefix);
    return bestIndices(scores, topK).map((at) => ({
      pieces: contest.contenders[at].pieces,
      score: scores[at] / share,
    }));
  };
}

/** How much rarer a word that begins like one letter more is, roughly. */
const RARER_BY_LETTER = 20;

/** The probability of any word with the prefix: of those that were found, and roughly of the others. */
function shareWithPrefix(scores: Float64Array, prefix = ""): number {
  const found = scores.reduce((sum, score) => sum + score, 0);
  return found + Math.max(0, 1 - found) / RARER_BY_LETTER ** prefix.length;
}
