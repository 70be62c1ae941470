import type { Evaluation, Score } from "../../core/training/evaluation";
import type { StepEvent } from "../../core/training/train";
import type { LanguageResult, LossPoint, MaskedScore } from "../../protocol/report";

/** The most points of a loss curve; when it is full, pairs become one. */
const MAX_POINTS = 1000;

/** A training loss by step, thinned evenly; plain data, so that a run that is resumed goes on with it. */
export interface LossCurve {
  readonly points: readonly LossPoint[];
  /** Steps in a point. */
  readonly stride: number;
  /** Losses since the last point. */
  readonly pending: readonly number[];
}

export const NO_LOSSES: LossCurve = { points: [], stride: 1, pending: [] };

export function addLoss(curve: LossCurve, { step, loss, learningRate }: StepEvent): LossCurve {
  const pending = [...curve.pending, loss];
  if (pending.length < curve.stride) return { ...curve, pending };
  const mean = pending.reduce((sum, value) => sum + value, 0) / pending.length;
  const points = [...curve.points, { step, loss: mean, learningRate }];
  if (points.length < MAX_POINTS) return { points, stride: curve.stride, pending: [] };
  return { points: halved(points), stride: 2 * curve.stride, pending: [] };
}

function halved(points: readonly LossPoint[]): LossPoint[] {
  return points.flatMap((later, index) =>
    index % 2 === 0 ? [] : [{ ...later, loss: (points[index - 1].loss + later.loss) / 2 }],
  );
}

/** Of a very bad model the perplexity is no finite number, which JSON does not know. */
export function scoreOf({ loss, perplexity, top1, top5, masked }: Score): MaskedScore {
  return { loss, perplexity: Math.min(perplexity, Number.MAX_VALUE), top1, top5, masks: masked };
}

/** The languages of two evaluations on the same masks, the largest first. */
export function languageResults(before: Evaluation, after: Evaluation | undefined): LanguageResult[] {
  return Object.entries(before.groups ?? {}).map(([language, score]) => {
    const later = after?.groups?.[language];
    return { language, before: scoreOf(score), ...(later && { after: scoreOf(later) }) };
  });
}
