import type { WordSource } from "../memory/knownWords";
import { USUAL_SEARCH } from "../prediction/fillWords";
import type { Predictor } from "../prediction/predictor";
import { USUAL_WINDOW_TOKENS } from "../prediction/windows";
import { WordSearch, wordPieces } from "../prediction/wordSearch";
import { gather, MODEL_WORDS } from "../ranking/contest";
import type { Ranking } from "../ranking/rank";
import { wordKinds } from "../ranking/wordKind";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { contests, MOST_PIECES, type WordQuestion } from "./contests";
import type { LookOptions } from "./looks";
import type { TextWord, TokenizedText } from "./textWords";
import { type ScoreContest, scoreJudge, type WordScore } from "./wordScore";

/** How words are hidden where several are scored at once: as few passes as cost next to no fidelity. */
export const USUAL_LOOKS: LookOptions = { windowTokens: USUAL_WINDOW_TOKENS, margin: 16, spacing: 4 };

export interface ScoreOptions {
  /** Words beside the one that is written, for each. */
  readonly others: number;
  /** What is known of words beside the model; only a scorer with a ranking asks it. */
  readonly source?: WordSource;
  readonly signal: AbortSignal;
}

/** Says of words of a text how probable they are where they stand; made once for a model, asked often. */
export interface Scorer {
  /**
   * Scores many words, several hidden at once; yields them in whatever order they become known. A word of several pieces is
   * judged as a whole, with as many masks in its place; of the words beside it only those of one piece are known.
   */
  scoreTogether(
    text: TokenizedText,
    words: readonly TextWord[],
    options: ScoreOptions & { readonly looks?: LookOptions },
  ): AsyncGenerator<WordScore>;
  /** Scores a word by itself, as the word for a mask is sought, among words of several pieces, too. */
  scoreAlone(text: TokenizedText, word: TextWord, options: ScoreOptions): Promise<WordScore>;
  /** The words that may stand in the place of each, in whatever order they become known. */
  contests<Q extends WordQuestion>(
    text: TokenizedText,
    questions: readonly Q[],
    options: Omit<ScoreOptions, "others">,
  ): AsyncGenerator<readonly [question: Q, contest: ScoreContest]>;
}

/** Without a ranking a word's probability is that of its pieces together. The scorer throws the signal's reason when it is aborted. */
export function createScorer(predictor: Predictor, tokenizer: Tokenizer, ranking?: Ranking): Scorer {
  const pieces = wordPieces(predictor, tokenizer);
  const kindOf = wordKinds(tokenizer);
  const judge = scoreJudge(tokenizer, ranking);
  const maker = { predictor, tokenizer, pieces, kindOf };

  return {
    async *scoreTogether({ ids }, words, { others, source, signal, looks = USUAL_LOOKS }) {
      const questions = words.map((word) => ({ word, candidates: [] }));
      const options = { looks: withinReach(looks, predictor), source, signal };
      for await (const [{ word }, contest] of contests(maker, ids, questions, options))
        yield judge(word, contest, others);
    },

    async scoreAlone({ ids }, word, { others, source, signal }) {
      const own = [...ids.subarray(word.first, word.end)];
      const [before, after] = [ids.subarray(0, word.first), ids.subarray(word.end)];
      const near = [...before.subarray(Math.max(0, before.length - USUAL_WINDOW_TOKENS))];
      const search = new WordSearch(predictor, tokenizer, pieces, near, after, {
        ...USUAL_SEARCH,
        spaced: tokenizer.beginsWord(own[0], true),
        signal,
      });
      const contest = await gather(search, { before, after }, source, kindOf, [own]);
      const beyond = Math.max(0, (await search.countLikelier(own)) - MODEL_WORDS);
      return judge(word, { ...contest, own, beyond }, others);
    },

    contests: ({ ids }, questions, { source, signal }) =>
      contests(maker, ids, questions, { looks: withinReach(USUAL_LOOKS, predictor), source, signal }),
  };
}

/** The looks of a model that has fewer positions. */
function withinReach(looks: LookOptions, { config }: Predictor): LookOptions {
  const windowTokens = Math.min(looks.windowTokens, config.maxPositions);
  const besideWords = windowTokens - 2 - 2 * MOST_PIECES; // a word, and masks for a longer one
  return { ...looks, windowTokens, margin: Math.min(looks.margin, Math.max(0, besideWords >> 1)) };
}
