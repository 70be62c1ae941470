import type { Features } from "./features";
import { VERDICT_THRESHOLDS, VERDICT_WEIGHTS } from "./verdictWeights.generated";

/** `misspelt`: its letters are hardly meant so; `unexpected`: another word would stand there. */
export type Kind = "misspelt" | "unexpected";

/** `low` reports least and is seldom wrong. */
export const SENSITIVITIES = ["low", "medium", "high"] as const;

export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Whether what is found with one sensitivity is reported with another. */
export function isReported(found: Sensitivity, asked: Sensitivity): boolean {
  return SENSITIVITIES.indexOf(found) <= SENSITIVITIES.indexOf(asked);
}

/** From which suspicion on a word is reported. */
export const THRESHOLDS: Readonly<Record<Sensitivity, Readonly<Record<Kind, number>>>> = VERDICT_THRESHOLDS;

/** The log-odds that a word is out of place, by logistic regression; -Infinity where nothing else can be meant. */
export function suspicion(kind: Kind, features: Features | undefined): number {
  if (features === undefined) return Number.NEGATIVE_INFINITY;
  return logOdds(VERDICT_WEIGHTS[kind], features);
}

export function logOdds(weights: Features, features: Features): number {
  return Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * features[name], 0);
}

/** Changes with what is found. */
export const VERDICT_VERSION = JSON.stringify([1, VERDICT_WEIGHTS, THRESHOLDS]);
