import type { StoredRun } from "../../protocol/models";
import type { UnfinishedRun } from "../../protocol/training";
import { isTraining, withTrainingLock } from "./trainingLock";
import { discardUnfinished, unfinishedRun } from "./unfinished";

/** The newest run of the workspace that was interrupted and can be resumed; undefined while a process trains on it. */
export async function interruptedRun(storage: string): Promise<UnfinishedRun | undefined> {
  return (await isTraining(storage)) ? undefined : unfinishedRun(storage);
}

/**
 * Deletes what interrupted runs left, where this one is the newest of them; else returns false. Throws a Fault `bad-option`
 * while a process trains on the workspace.
 */
export function discardRun({ storage, run }: StoredRun): Promise<boolean> {
  return withTrainingLock(storage, async () => {
    if ((await unfinishedRun(storage))?.run !== run) return false;
    await discardUnfinished(storage);
    return true;
  });
}
