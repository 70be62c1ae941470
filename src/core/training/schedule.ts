/** How the learning rate goes on after the warmup. */
export type DecayKind = "linear" | "cosine" | "constant";

export interface ScheduleOptions {
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly totalSteps: number;
  readonly decay: DecayKind;
}

/**
 * The learning rate for optimiser step `step`, counted from 0: a linear warmup from 0, then a decay to 0 at
 * `totalSteps` (Transformers' get_linear_schedule_with_warmup and its cosine and constant kin).
 */
export function learningRateAt(step: number, options: ScheduleOptions): number {
  const { learningRate, warmupSteps, totalSteps, decay } = options;
  if (step < warmupSteps) return (learningRate * step) / Math.max(1, warmupSteps);
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
  switch (decay) {
    case "constant":
      return learningRate;
    case "linear":
      return learningRate * (1 - progress);
    case "cosine":
      return learningRate * 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
