import type { HiddenKind } from "./hiddenKinds";

/** What was offered for a hidden word. */
export interface Answer {
  readonly kind: HiddenKind;
  /** The place of the right word among those offered, from 0; undefined where it is not among them. */
  readonly place: number | undefined;
  /** Whether a mark stood first. */
  readonly isMarkFirst: boolean;
  /** The probability that the first word was offered with; undefined where none was told. */
  readonly probability?: number;
  readonly milliseconds: number;
}

export interface Figures {
  /** The share of hidden words that stood first, and among the first five; the mean of 1 / place, from 1. */
  readonly first: number;
  readonly amongFive: number;
  readonly reciprocalRank: number;
  /** The share of hidden marks that stood first, and of hidden words for which a mark stood first. */
  readonly marksFirst: number;
  readonly marksInstead: number;
  /** Expected calibration error of the first word's probability; undefined where none was told. */
  readonly calibrationError: number | undefined;
  /** The median, and what 95 of 100 answers stay below. */
  readonly milliseconds: readonly [median: number, p95: number];
}

export function figuresOf(answers: readonly Answer[]): Figures {
  const words = answers.filter(({ kind }) => kind.name === "word");
  const marks = answers.filter(({ kind }) => kind.name === "mark");
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const time = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return {
    first: mean(words, ({ place }) => Number(place === 0)),
    amongFive: mean(words, ({ place }) => Number(place !== undefined && place < 5)),
    reciprocalRank: mean(words, ({ place }) => (place === undefined ? 0 : 1 / (place + 1))),
    marksFirst: mean(marks, ({ place }) => Number(place === 0)),
    marksInstead: mean(words, ({ isMarkFirst }) => Number(isMarkFirst)),
    calibrationError: answers.every(({ probability }) => probability !== undefined)
      ? calibrationError(answers)
      : undefined,
    milliseconds: [time(0.5), time(0.95)],
  };
}

const BINS = 10;

/**
 * How far the told probabilities are from the shares that were right, over ten bins of equal width (Guo et al. 2017,
 * equation 3); each kind counts with its share.
 */
function calibrationError(answers: readonly Answer[]): number {
  const bins = Array.from({ length: BINS }, () => ({ weight: 0, told: 0, right: 0 }));
  for (const { kind, place, probability = 0 } of answers) {
    const weight = kind.share / kind.questions;
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))];
    bin.weight += weight;
    bin.told += weight * probability;
    bin.right += weight * Number(place === 0);
  }
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.reduce((sum, { told, right }) => sum + Math.abs(told - right), 0) / total;
}

function mean<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0) / items.length;
}
