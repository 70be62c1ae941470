import { ROLES } from "../models/parameters";
import { padToLanes } from "./kernels";
import type { TrainingState } from "./trainingState";

export interface AdamWOptions {
  readonly betas: readonly [number, number];
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** The settings of Transformers' Trainer. */
export const ADAMW_DEFAULTS: AdamWOptions = { betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0.01 };

/** The global L2 norm of all gradients. */
export function gradientNorm(state: TrainingState): number {
  return Math.sqrt(state.kernels.sum_of_squares(state.address("gradients"), state.regionLength));
}

/** What gradients are multiplied by so that their norm is at most `maxNorm`, as torch.nn.utils.clip_grad_norm_ does. */
export function clipScale(norm: number, maxNorm: number): number {
  return Math.min(1, maxNorm / (norm + 1e-6));
}

export interface AdamWStep {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** Multiplies the gradients first: clipping and averaging. */
  readonly gradientScale: number;
}

/** One AdamW update of all parameters in place (Loshchilov, Hutter 2019, with bias correction). */
export function adamwStep(state: TrainingState, options: AdamWOptions, update: AdamWStep): void {
  const { betas, epsilon, weightDecay } = options;
  const { step, learningRate, gradientScale } = update;
  const rate = learningRate / (1 - betas[0] ** step);
  const correction = 1 / Math.sqrt(1 - betas[1] ** step);
  const [p, g, m, v] = (["parameters", "gradients", "means", "squares"] as const).map((r) =>
    state.address(r),
  );
  for (const { role, offset, count } of state.slots) {
    const at = offset * 4;
    const decay = ROLES[role].decays ? 1 - learningRate * weightDecay : 1;
    state.kernels.adamw(
      p + at,
      g + at,
      m + at,
      v + at,
      padToLanes(count),
      betas[0],
      1 - betas[0],
      betas[1],
      1 - betas[1],
      epsilon,
      decay,
      rate,
      correction,
      gradientScale,
    );
  }
}
