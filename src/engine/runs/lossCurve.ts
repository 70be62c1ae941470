import type { Evaluation } from "../../core/training/evaluation";
import type { StepEvent } from "../../core/training/train";
import type { EvaluationPoint, LossPoint } from "../../protocol/report";

/** The most points of a loss curve; when it is full, pairs are merged. */
const MAX_POINTS = 1000;

/** A training loss by step, thinned evenly; plain data, so that a resumed run continues it. */
export interface LossCurve {
  readonly points: readonly LossPoint[];
  /** Steps per point. */
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

/** The perplexity of a very bad model is not finite, which JSON cannot express. */
export function pointOf({
  loss,
  perplexity,
  top1,
  top5,
  masked,
}: Evaluation): Omit<EvaluationPoint, "epoch" | "step"> {
  return { loss, perplexity: Math.min(perplexity, Number.MAX_VALUE), top1, top5, masks: masked };
}
