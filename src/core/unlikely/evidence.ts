import { wordKey } from "../memory/evidence";
import { probabilities, type Ranking } from "../ranking/rank";
import type { Suspect } from "./suspects";

/** Natural logarithm below which probabilities are not told apart. */
const LEAST = -40;

/** What may be meant instead of a word. */
export interface Alternative {
  readonly word: string;
  readonly probability: number;
  /** Natural logarithm of `probability`, less what speaks against a fix. */
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
  /** Natural logarithm of the probability that the model alone gives the likeliest word. */
  readonly modelBest: number;
  /** How often the word was met in other files with the same neighbour on each side. */
  readonly met: number;
  /** Other words that would stand in its place, the best first. */
  readonly others: readonly Alternative[];
}

/** What a second edit costs, as it is so much rarer than the first, and a word that only the vocabulary has; in nats. */
const COSTS = { secondEdit: 2, unfamiliar: 3 };

/** Alternatives of each sort that are kept. */
const KEPT = 5;

/** Weighs a suspect's word against what may stand in its place. Without a ranking by the model alone. */
export function evidenceFor(
  { contest, fixes }: Suspect,
  ranking: Ranking | undefined,
  textOf: (pieces: readonly number[]) => string,
): Evidence {
  const { contenders, own, known } = contest;
  const places = new Map(contenders.map(({ pieces }, at) => [wordKey(pieces), at]));
  const placeOf = (pieces: ArrayLike<number>) => places.get(wordKey(pieces))!;
  const ownAt = placeOf(own);
  const always = [ownAt, ...fixes.map(({ pieces }) => placeOf(pieces))];
  const scores = probabilities(contest, ranking, always);
  const meant = fixes.map(({ word, edits, isFamiliar, pieces }) => {
    const probability = scores[placeOf(pieces)];
    const cost = COSTS.secondEdit * (edits - 1) + (isFamiliar ? 0 : COSTS.unfamiliar);
    return { word, edits, probability, score: logOf(probability) - cost };
  });
  const others = contenders.flatMap(({ pieces, kind }, at) =>
    at === ownAt || kind !== "word"
      ? []
      : [{ word: textOf(pieces), probability: scores[at], score: logOf(scores[at]) }],
  );
  return {
    logProbability: logOf(scores[ownAt]),
    fixes: best(meant),
    others: best(others),
    modelBest: contenders.reduce((most, { logProbability }) => Math.max(most, logProbability), LEAST),
    met: known.workspace?.of(contenders[ownAt].pieces)?.met[0] ?? 0,
  };
}

function best(alternatives: readonly Alternative[]): Alternative[] {
  return [...alternatives].sort((a, b) => b.score - a.score).slice(0, KEPT);
}

function logOf(probability: number): number {
  return Math.max(LEAST, Math.log(probability));
}
