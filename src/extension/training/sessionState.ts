import type { TrainingProgress } from "../../protocol/training";

export type SessionState =
  | { readonly kind: "idle" }
  | { readonly kind: "planning" }
  | { readonly kind: "running"; readonly progress: TrainingProgress }
  /** By a person, or because the machine is on its battery. */
  | { readonly kind: "paused"; readonly progress: TrainingProgress; readonly onBattery: boolean }
  | { readonly kind: "stopping"; readonly progress?: TrainingProgress };
