import { removeFolderAtomic } from "../../node/atomicFiles";
import { deleteHeldOut } from "../../node/heldOutStore";
import { deleteModel, listModels, tokenFolder } from "../../node/modelStore";
import type { DeleteModelsParams } from "../../protocol/models";
import { withTrainingLock } from "../runs/trainingLock";
import { deleteReports } from "../runs/unfinished";

/**
 * Deletes the named models of a workspace and no others, with the reports of runs that no longer have a model, and the tokens of
 * the workspace's files. A run that can be resumed stays. Throws a Fault `bad-option` while a process trains on the workspace.
 */
export function deleteModels({ storage, runs }: DeleteModelsParams): Promise<void> {
  return withTrainingLock(storage, async () => {
    for (const run of runs) await deleteModel(storage, run);
    const left = (await listModels(storage)).map(({ run }) => run);
    await deleteReports(storage, new Set(left));
    if (left.length === 0) await deleteHeldOut(storage);
    await removeFolderAtomic(tokenFolder(storage));
  });
}
