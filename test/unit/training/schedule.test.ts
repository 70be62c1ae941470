import { expect, test } from "vitest";
import { learningRateAt, type ScheduleOptions } from "../../../src/core/training/schedule";

/** The rates of Transformers' get_..._schedule_with_warmup for a peak of 2e-3, as torch.optim.SGD saw them. */
const TABLE: readonly (readonly [ScheduleOptions["decay"], number, number, readonly number[]])[] = [
  [
    "linear",
    3,
    10,
    [
      0, 0.000666666666667, 0.00133333333333, 0.002, 0.00171428571429, 0.00142857142857, 0.00114285714286,
      0.000857142857143, 0.000571428571429, 0.000285714285714, 0, 0,
    ],
  ],
  [
    "cosine",
    3,
    10,
    [
      0, 0.000666666666667, 0.00133333333333, 0.002, 0.0019009688679, 0.00162348980186, 0.00122252093396,
      0.000777479066044, 0.000376510198141, 9.90311320976e-5, 0,
    ],
  ],
  [
    "constant",
    3,
    10,
    [0, 0.000666666666667, 0.00133333333333, 0.002, 0.002, 0.002, 0.002, 0.002, 0.002, 0.002, 0.002],
  ],
  ["linear", 0, 10, [0.002, 0.0018, 0.0016, 0.0014, 0.0012, 0.001, 0.0008, 0.0006, 0.0004, 0.0002, 0, 0]],
];

test.each(TABLE)("%s after %d of %d steps of warmup", (decay, warmupSteps, totalSteps, expected) => {
  const options = { learningRate: 2e-3, decay, warmupSteps, totalSteps };
  for (const [step, rate] of expected.entries()) expect(learningRateAt(step, options)).toBeCloseTo(rate, 13);
});

test.each(["linear", "cosine", "constant"] as const)(
  "%s stays within 0 and the peak at its edges",
  (decay) => {
    for (const [warmupSteps, totalSteps] of [
      [0, 0],
      [0, 1],
      [1, 1],
      [5, 5],
      [5, 3],
    ]) {
      for (let step = 0; step < 12; step++) {
        const rate = learningRateAt(step, { learningRate: 1, decay, warmupSteps, totalSteps });
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
      }
    }
  },
);
