import type { ModelConfig } from "../core/models/families";
import type { Sentence } from "../core/sentence";

/** The process that tries the GPU out: a driver that fails may end a process, and what it prints is for nobody. */
export interface DeviceSide {
  readonly requests: {
    /** Runs a small graph on the GPU. */
    probe(params: Record<never, never>): GpuProbe;
    /** Takes a few training steps on the GPU, and where that works on the processor. */
    trial(params: TrialParams): DeviceTrial;
  };
  readonly notifications: Record<never, never>;
}

export interface GpuProbe {
  /** Why there is none to be used, in part as the library says it; absent where one works. */
  readonly problem?: Sentence | string;
}

/** What the time of a training step depends on. */
export interface TrialParams {
  readonly config: ModelConfig;
  readonly threads: number;
  /** Sequences in a step, and tokens in each. */
  readonly batchSize: number;
  readonly sequenceLength: number;
  readonly maskingProbability: number;
}

/** Milliseconds of a training step. */
export interface StepTimes {
  readonly cpu: number;
  readonly webgpu: number;
}

export interface DeviceTrial extends GpuProbe {
  /** Where a GPU works. */
  readonly times?: StepTimes;
  /** Whether there is a GPU with a problem, rather than none. */
  readonly failed?: boolean;
}
