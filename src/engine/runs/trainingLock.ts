import { join } from "node:path";
import { sentence } from "../../core/sentence";
import { isLocked, withLock } from "../../node/lock";

const LOCK = "training.lock";
const BUSY = sentence`Another window is training on this workspace; wait until it is done, or stop it there`;

/** One run at a time for a workspace, however many windows show it, and nothing is deleted or moved meanwhile. */
export function withTrainingLock<T>(storage: string, work: () => Promise<T>): Promise<T> {
  return withLock(join(storage, LOCK), BUSY, work);
}

/** Whether a process is training on the workspace now. */
export function isTraining(storage: string): Promise<boolean> {
  return isLocked(join(storage, LOCK));
}
