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

/** Log-odds from which on a word is reported. */
export const THRESHOLDS: Readonly<Record<Sensitivity, Readonly<Record<Kind, number>>>> = {
  low: { misspelt: 2, unexpected: 2 },
  medium: { misspelt: 0, unexpected: 0 },
  high: { misspelt: -1.5, unexpected: -1.5 },
};

const WEIGHTS: Readonly<Record<Kind, Features>> = {
  misspelt: {
    bias: -4,
    advantage: 0.8,
    logProbability: -0.1,
    fixLogProbability: 0.1,
    secondEdit: -0.5,
    length: 0.5,
    files: -2,
    inDocument: -1.5,
    inVocabulary: -2,
    hasKnownParts: -1,
  },
  unexpected: {
    bias: -6,
    advantage: 0.5,
    logProbability: 0,
    otherLogProbability: 0.2,
    files: 0,
    inDocument: 0,
    inVocabulary: 0,
    hasKnownParts: 0,
  },
};

/** The log-odds that a word is out of place, by logistic regression; -Infinity where nothing else can be meant. */
export function suspicion(kind: Kind, features: Features | undefined): number {
  if (features === undefined) return Number.NEGATIVE_INFINITY;
  return Object.entries(WEIGHTS[kind]).reduce((sum, [name, weight]) => sum + weight * features[name], 0);
}

/** Changes with what is found. */
export const VERDICT_VERSION = JSON.stringify([1, WEIGHTS, THRESHOLDS]);
