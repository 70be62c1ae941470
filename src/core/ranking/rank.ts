import type { KnownWords } from "../memory/knownWords";
import { type Contender, FEATURES, writeFeatures } from "./features";

/** How much each of `FEATURES` counts; fitted, not thought up. */
export interface RankingWeights {
  readonly features: ArrayLike<number>;
  /** The score of all words that are not among the contenders: this, and a weight of the logarithm of their probability. */
  readonly elsewhere: { readonly bias: number; readonly logProbability: number };
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

/** The probability that each of the contenders is the hidden word, in their order. */
export function probabilities(contest: Contest, ranking: Ranking): Float64Array {
  const weights = weightsFor(contest.known, ranking);
  return softmaxScores(featureRows(contest), contest.logProbabilityElsewhere, weights).words;
}

/** A log-linear model over the contenders and all other words as one. */
export function softmaxScores(
  rows: Float64Array,
  logProbabilityElsewhere: number,
  { features, elsewhere }: RankingWeights,
): { readonly words: Float64Array; readonly elsewhere: number } {
  const width = FEATURES.length;
  const words = new Float64Array(rows.length / width);
  const other = elsewhere.bias + elsewhere.logProbability * logProbabilityElsewhere;
  let highest = other;
  for (let at = 0; at < words.length; at++) {
    let score = 0;
    for (let k = 0; k < width; k++) score += features[k] * rows[at * width + k];
    words[at] = score;
    if (score > highest) highest = score;
  }
  let sum = Math.exp(other - highest);
  for (let at = 0; at < words.length; at++) sum += words[at] = Math.exp(words[at] - highest);
  for (let at = 0; at < words.length; at++) words[at] /= sum;
  return { words, elsewhere: Math.exp(other - highest) / sum };
}
