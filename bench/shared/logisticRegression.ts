import { addOuter, solve } from "../../src/core/ranking/positiveDefinite";

/** A case by its features, of which one is always 1, and whether it is one of those to be found. */
export interface Case {
  readonly features: readonly number[];
  readonly isPositive: boolean;
}

const STEPS = 50;
const CONVERGED = 1e-6;

/**
 * The weights with the highest probability under a normal prior around 0 in which each has the precision `precision`, by Newton's
 * method (Bishop, Pattern Recognition and Machine Learning, 4.3.3).
 */
export function logisticRegression(cases: readonly Case[], precision: number): Float64Array {
  const size = cases[0].features.length;
  const weights = new Float64Array(size);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => precision * weight);
    const hessian = new Float64Array(size * size);
    for (let at = 0; at < size; at++) hessian[at * size + at] = precision;
    for (const { features, isPositive } of cases) {
      const probability = 1 / (1 + Math.exp(-dot(weights, features)));
      for (let at = 0; at < size; at++) gradient[at] += (probability - Number(isPositive)) * features[at];
      addOuter(hessian, features, probability * (1 - probability));
    }
    const change = solve(hessian, gradient);
    for (let at = 0; at < size; at++) weights[at] -= change[at];
    if (change.every((each) => Math.abs(each) < CONVERGED)) break;
  }
  return weights;
}

function dot(weights: Float64Array, features: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * features[at], 0);
}
