import type { Features } from "./features";

/** `misspelt`: its letters are hardly meant so; `unexpected`: another word would stand there. */
export type Kind = "misspelt" | "unexpected";

/** `low` reports least and is seldom wrong. */
export const SENSITIVITIES = ["low", "medium", "high"] as const;

export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Whether what is found with one sensitivity is reported with another. */
export function isReported(found: Sensitivity, asked: Sensitivity): boolean {
  return SENSITIVITIES.indexOf(found) <= SENSITIVITIES.indexOf(asked);
}

/**
 * From which suspicion on a word is reported: where the weights were fitted, of a thousand right words `low` reports some 0.5
 * as misspelt and 0.2 as unexpected, `medium` 1 and 0.5, `high` 5 and 10.
 */
export const THRESHOLDS: Readonly<Record<Sensitivity, Readonly<Record<Kind, number>>>> = {
  low: { misspelt: 1.5, unexpected: 2 },
  medium: { misspelt: 0.4, unexpected: 0.9 },
  high: { misspelt: -1.6, unexpected: -1.1 },
};

/** Fitted by what `npm run bench -- unlikely` writes: logistic regressions on two projects and prose, one in fifteen words wrong. */
const WEIGHTS: Readonly<Record<Kind, Features>> = {
  misspelt: {
    bias: -0.4,
    advantage: 0.95,
    logProbability: 0.2,
    fixLogProbability: -0.5,
    secondEdit: -1.5,
    length: -0.75,
    ending: -1.6,
    capital: -1.15,
    files: -2.3,
    inDocument: -2.95,
    inVocabulary: -4,
    hasKnownParts: -1.1,
  },
  unexpected: {
    bias: -7.35,
    logProbability: -0.37,
    otherLogProbability: 0.17,
    modelBest: -0.14,
    met: -2.35,
    files: 1.05,
    inDocument: 1.55,
    inVocabulary: 0.2,
    hasKnownParts: 0.1,
  },
};

/** The log-odds that a word is out of place, by logistic regression; -Infinity where nothing else can be meant. */
export function suspicion(kind: Kind, features: Features | undefined): number {
  if (features === undefined) return Number.NEGATIVE_INFINITY;
  return Object.entries(WEIGHTS[kind]).reduce((sum, [name, weight]) => sum + weight * features[name], 0);
}

/** Changes with what is found. */
export const VERDICT_VERSION = JSON.stringify([1, WEIGHTS, THRESHOLDS]);
