import { wordKey } from "../memory/evidence";
import { probabilities, type Ranking } from "../ranking/rank";
import type { Suspect } from "./suspects";

/** Natural logarithm below which probabilities are not told apart. */
const LEAST = -25;

/** What may be meant instead of a word. */
export interface Alternative {
  readonly word: string;
  readonly probability: number;
  /** Natural logarithm of `probability`, less what further edits cost. */
  readonly score: number;
  /** Of its letters, where it is a fix for these. */
  readonly edits?: number;
}

/** A suspect with what speaks for and against it. */
export interface Evidence {
  /** Natural logarithm. */
  readonly logProbability: number;
  /** What the word's letters may be meant to be, the best first. */
  readonly fixes: readonly Alternative[];
  /** Other words that would stand in its place, the best first. */
  readonly others: readonly Alternative[];
}

/** What a second edit costs: it is so much rarer than the first, e^2. */
const SECOND_EDIT = 2;

/** Alternatives of each sort that are kept. */
const KEPT = 5;

/** Weighs a suspect's word against what may stand in its place. Without a ranking by the model alone. */
export function evidenceFor(
  { contest, fixes }: Suspect,
  ranking: Ranking | undefined,
  textOf: (pieces: readonly number[]) => string,
): Evidence {
  const { contenders, own } = contest;
  const ownAt = contenders.findIndex(({ pieces }) => keyOf(pieces) === keyOf(own));
  const scores =
    ranking === undefined
      ? contenders.map(({ logProbability }) => Math.exp(logProbability))
      : probabilities(contest, ranking, ownAt);
  const places = new Map(contenders.map(({ pieces }, at) => [keyOf(pieces), at]));
  const meant = fixes.map(({ word, edits, pieces }) => {
    const probability = scores[places.get(keyOf(pieces))!];
    return { word, edits, probability, score: logOf(probability) - SECOND_EDIT * (edits - 1) };
  });
  const others = contenders.flatMap(({ pieces, kind }, at) =>
    at === ownAt || kind !== "word"
      ? []
      : [{ word: textOf(pieces), probability: scores[at], score: logOf(scores[at]) }],
  );
  return { logProbability: logOf(scores[ownAt]), fixes: best(meant), others: best(others) };
}

function best(alternatives: readonly Alternative[]): Alternative[] {
  return [...alternatives].sort((a, b) => b.score - a.score).slice(0, KEPT);
}

function logOf(probability: number): number {
  return Math.max(LEAST, Math.log(probability));
}

function keyOf(pieces: ArrayLike<number>): number | string {
  return wordKey(pieces, 0, pieces.length);
}
