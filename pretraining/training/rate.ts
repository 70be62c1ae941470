export interface RateOptions {
  /** The constant rate between warmup and decay. */
  readonly rate: number;
  readonly warmup: number;
  /** Optimiser steps in all; the rate falls to 0 over the last `decay` of them. */
  readonly steps: number;
  readonly decay: number;
}

/** A trapezoid: warmup, a constant rate that a run can be prolonged from, and a decay at the end (Zhai et al. 2022). */
export function rateAt(step: number, { rate, warmup, steps, decay }: RateOptions): number {
  const warm = Math.min(1, (step + 1) / warmup);
  const cool = decay === 0 ? 1 : Math.min(1, (steps - step) / decay);
  return rate * warm * cool;
}
