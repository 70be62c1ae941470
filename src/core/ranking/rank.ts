import type { KnownWords } from "../memory/knownWords";
import { bestIndices } from "../prediction/softmax";
import { type Contender, FEATURES, writeFeatures } from "./features";

const WIDTH = FEATURES.length;

/** How much each of `FEATURES` counts; fitted, not thought up. */
export interface RankingWeights {
  readonly features: ArrayLike<number>;
  /** The score of all words that are not among the contenders: this, and a weight of the logarithm of their probability. */
  readonly elsewhere: { readonly bias: number; readonly logProbability: number };
  /** How probable it is that what is known of a gap misleads, so that the model alone has the say; 0 of the model's own weights. */
  readonly modelShare: number;
}

/** Weights by what is known beside the model. */
export interface Ranking {
  readonly model: RankingWeights;
  readonly document: RankingWeights;
  readonly workspace: RankingWeights;
}

/** The words among which a hidden one is sought. */
export interface Contest {
  readonly contenders: readonly Contender[];
  /** Natural logarithm of the probability that the model leaves to other words. */
  readonly logProbabilityElsewhere: number;
  readonly known: KnownWords;
}

export function weightsFor({ document, workspace }: KnownWords, ranking: Ranking): RankingWeights {
  if (workspace !== undefined) return ranking.workspace;
  return document === undefined ? ranking.model : ranking.document;
}

/** The features of all contenders, [contender, feature]. */
export function featureRows({ contenders, known }: Contest): Float64Array {
  const rows = new Float64Array(contenders.length * FEATURES.length);
  for (const [at, contender] of contenders.entries())
    writeFeatures(contender, known, rows, at * FEATURES.length);
  return rows;
}

/** Contenders that can matter: of more, those with the highest scores. What many unlikely words have together would blur it. */
export const MAX_CONTENDERS = 150;

/** The numbers of the contenders with the highest scores, best first, at most `MAX_CONTENDERS`. */
export function finalists(rows: Float64Array, weights: RankingWeights): number[] {
  return bestIndices(scoresOf(rows, weights), MAX_CONTENDERS);
}

/**
 * The probability that each of the contenders is the hidden word, in their order; 0 for those that are no finalists, but for
 * those with the numbers `always`. Without a ranking by the model alone, of all of them.
 */
export function probabilities(
  contest: Contest,
  ranking: Ranking | undefined,
  always: readonly number[] = [],
): Float64Array {
  if (ranking === undefined)
    return Float64Array.from(contest.contenders, ({ logProbability }) => Math.exp(logProbability));
  const weights = weightsFor(contest.known, ranking);
  const rows = featureRows(contest);
  const best = [...new Set([...finalists(rows, weights), ...always])];
  const { words } = mixedScores(rowsAt(rows, best), contest.logProbabilityElsewhere, weights, ranking.model);
  const all = new Float64Array(contest.contenders.length);
  for (const [at, contender] of best.entries()) all[contender] = words[at];
  return all;
}

/** The rows of some contenders, in this order. */
export function rowsAt(rows: Float64Array, contenders: readonly number[]): Float64Array {
  const chosen = new Float64Array(contenders.length * WIDTH);
  for (const [at, contender] of contenders.entries())
    chosen.set(rows.subarray(contender * WIDTH, (contender + 1) * WIDTH), at * WIDTH);
  return chosen;
}

function scoresOf(rows: Float64Array, { features }: RankingWeights): Float64Array {
  const scores = new Float64Array(rows.length / WIDTH);
  for (let at = 0; at < scores.length; at++) {
    let score = 0;
    for (let k = 0; k < WIDTH; k++) score += features[k] * rows[at * WIDTH + k];
    scores[at] = score;
  }
  return scores;
}

/** Probabilities of contenders, and of all other words together. */
export interface Shares {
  readonly words: Float64Array;
  readonly elsewhere: number;
}

/**
 * The mixture of the log-linear models by `weights` and by those of the model alone: without it what stands in a place that is
 * known would be nearly certain, and is another word in one of ten.
 */
export function mixedScores(
  rows: Float64Array,
  logProbabilityElsewhere: number,
  weights: RankingWeights,
  model: RankingWeights,
): Shares {
  const known = softmaxScores(rows, logProbabilityElsewhere, weights);
  const { modelShare } = weights;
  if (modelShare === 0) return known;
  const alone = softmaxScores(rows, logProbabilityElsewhere, model);
  const mix = (one: number, other: number) => (1 - modelShare) * one + modelShare * other;
  return {
    words: known.words.map((share, at) => mix(share, alone.words[at])),
    elsewhere: mix(known.elsewhere, alone.elsewhere),
  };
}

/** A log-linear model over the contenders and all other words as one. */
export function softmaxScores(
  rows: Float64Array,
  logProbabilityElsewhere: number,
  weights: RankingWeights,
): Shares {
  const { bias, logProbability } = weights.elsewhere;
  const words = scoresOf(rows, weights);
  const other = bias + logProbability * logProbabilityElsewhere;
  const highest = words.reduce((most, score) => Math.max(most, score), other);
  let sum = Math.exp(other - highest);
  for (let at = 0; at < words.length; at++) {
    words[at] = Math.exp(words[at] - highest);
    sum += words[at];
  }
  for (let at = 0; at < words.length; at++) words[at] /= sum;
  return { words, elsewhere: Math.exp(other - highest) / sum };
}
