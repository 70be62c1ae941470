import type { Sentence } from "../../core/sentence";
import type { TrainingProgress } from "../../protocol/training";

/** How far a run is. */
export interface RunningState {
  readonly progress: TrainingProgress;
  /** Why the processor trains in place of a GPU. */
  readonly fallback?: Sentence;
}

export type SessionState =
  | { readonly kind: "idle" }
  | { readonly kind: "planning" }
  | ({ readonly kind: "running" } & RunningState)
  /** By a person, or because the machine is on its battery. */
  | ({ readonly kind: "paused"; readonly onBattery: boolean } & RunningState)
  | { readonly kind: "stopping"; readonly progress?: TrainingProgress };
