import type { UnfinishedRun } from "../../../protocol/training";

/** How much of a run is done, in whole per cent. */
export function percentDone({ step, totalSteps }: Pick<UnfinishedRun, "step" | "totalSteps">): number {
  return totalSteps === 0 ? 0 : Math.floor((100 * step) / totalSteps);
}
