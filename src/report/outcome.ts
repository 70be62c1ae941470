import type { EvaluationPoint, TrainingReport } from "../protocol/report";

/** What the headline compares. */
export interface Outcome {
  /** The model before training. */
  readonly before?: EvaluationPoint;
  /** The best one after a step of training. */
  readonly after?: EvaluationPoint;
}

export function outcome({ evaluations }: TrainingReport): Outcome {
  const before = evaluations.find(({ step }) => step === 0);
  const trained = evaluations.filter(({ step }) => step > 0);
  const after = trained.reduce<EvaluationPoint | undefined>(
    (best, point) => (best === undefined || point.loss < best.loss ? point : best),
    undefined,
  );
  return { ...(before && { before }), ...(after && { after }) };
}
