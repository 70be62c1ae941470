import { wordKey } from "../memory/evidence";
import { bestIndices } from "../prediction/softmax";
import type { Contest, Ranking } from "../ranking/rank";
import { probabilities } from "../ranking/rank";
import type { Tokenizer } from "../tokenizer/tokenizer";
import type { TextWord } from "./textWords";

/** How probable a word is where it stands. */
export interface WordScore {
  readonly word: TextWord;
  /** Natural logarithm of its probability. */
  readonly logProbability: number;
  /** Its place among all words, from 1. */
  readonly rank: number;
  /** The best other words, best first. */
  readonly others: readonly OtherWord[];
}

export interface OtherWord {
  readonly text: string;
  readonly probability: number;
}

/** A word that is written, among those that may stand in its place. */
export interface ScoreContest extends Contest {
  /** Vocabulary ids; the word is one of the contenders. */
  readonly own: ArrayLike<number>;
  /** Words that are likelier by the model and no contenders. */
  readonly beyond: number;
}

/** @param count of the other words */
export type ScoreJudge = (word: TextWord, contest: ScoreContest, count: number) => WordScore;

/** A probability that is too small for a number counts as this, e^-80. */
const LEAST = Math.exp(-80);

export function scoreJudge(tokenizer: Tokenizer, ranking: Ranking | undefined): ScoreJudge {
  return (word, contest, count) => {
    const { contenders, own, beyond } = contest;
    const at = indexOf(contenders, own);
    const scores = probabilities(contest, ranking, [at]);
    const better = contenders.filter((_, other) => scores[other] > scores[at]).length;
    const best = bestIndices(scores, count + 1).filter((other) => other !== at);
    return {
      word,
      logProbability: Math.log(Math.max(LEAST, scores[at])),
      rank: 1 + better + beyond,
      others: best.slice(0, count).map((other) => ({
        text: tokenizer.decode(contenders[other].pieces).trim(),
        probability: scores[other],
      })),
    };
  };
}

function indexOf(contenders: Contest["contenders"], own: ArrayLike<number>): number {
  const key = wordKey(own);
  return contenders.findIndex(({ pieces }) => wordKey(pieces) === key);
}
