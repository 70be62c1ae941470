import type { EvaluationPoint, TrainingReport } from "../protocol/report";
import { smooth, smoothingSpan } from "./smooth";

/** Curves over the same steps, which ascend; null where a curve has no point. */
export interface Curves {
  readonly steps: readonly number[];
  readonly training: readonly (number | null)[];
  readonly smoothed: readonly (number | null)[];
  readonly heldOut: readonly (number | null)[];
}

export function lossCurves({ losses, evaluations }: TrainingReport): Curves {
  const steps = ascending([...losses, ...evaluations].map(({ step }) => step));
  const calm = smooth(
    losses.map(({ loss }) => loss),
    smoothingSpan(losses.length),
  );
  return {
    steps,
    training: along(steps, new Map(losses.map(({ step, loss }) => [step, loss]))),
    smoothed: along(steps, new Map(losses.map(({ step }, i) => [step, calm[i]!]))),
    heldOut: evaluated(steps, evaluations, "loss"),
  };
}

/** A figure of the evaluations along `steps`; the later counts where two are at one step. */
export function evaluated(
  steps: readonly number[],
  evaluations: readonly EvaluationPoint[],
  figure: "loss" | "top1" | "top5",
): (number | null)[] {
  return along(steps, new Map(evaluations.map((point) => [point.step, point[figure]])));
}

export function ascending(steps: readonly number[]): number[] {
  return [...new Set(steps)].sort((a, b) => a - b);
}

function along(steps: readonly number[], values: ReadonlyMap<number, number>): (number | null)[] {
  return steps.map((step) => values.get(step) ?? null);
}

/** About `limit` indices out of `length`, evenly spaced, the first, the last and those of `wanted` among them. */
export function thinned(length: number, limit: number, wanted: (index: number) => boolean): number[] {
  const stride = Math.max(1, Math.ceil(length / limit));
  const indices = Array.from({ length }, (_, index) => index);
  return indices.filter((index) => index % stride === 0 || index === length - 1 || wanted(index));
}
