import type { StepEvent } from "../core/training/train";
import type { TrainingProgress } from "../protocol/training";

export interface Speedometer {
  /** Takes time, in milliseconds, out of the measured: a pause is no slowness. */
  exclude(milliseconds: number): void;
  progress(event: StepEvent): TrainingProgress;
}

/** Speed and time left, from the steps since the first: that one pays for compiling the graph. */
export function createSpeedometer(now: () => number = Date.now): Speedometer {
  let origin: number | undefined;
  let firstStep = 0;
  let tokens = 0;
  const measured = ({ step, totalSteps }: StepEvent): Partial<TrainingProgress> => {
    if (origin === undefined || step === firstStep) return {};
    const seconds = (now() - origin) / 1000;
    const etaSeconds = (seconds / (step - firstStep)) * (totalSteps - step);
    return { etaSeconds, ...(seconds > 0 ? { tokensPerSecond: tokens / seconds } : {}) };
  };
  return {
    exclude: (milliseconds) => {
      if (origin !== undefined) origin += milliseconds;
    },
    progress: (event) => {
      const { step, totalSteps, loss, learningRate } = event;
      if (origin === undefined) {
        origin = now();
        firstStep = step;
      } else {
        tokens += event.tokens;
      }
      return { stage: "training", step, totalSteps, loss, learningRate, ...measured(event) };
    },
  };
}
