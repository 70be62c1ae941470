import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import { listModels, moveStore } from "../../node/modelStore";
import type { MoveModelsParams } from "../../protocol/models";
import { withTrainingLock } from "../runs/trainingLock";

/**
 * Moves the models of a workspace, with the reports and unfinished runs, to another folder, whole or not at all. Throws a
 * Fault `bad-option` if there are models already, or a process is training on the workspace.
 */
export function moveModels({ from, to }: MoveModelsParams): Promise<void> {
  return withTrainingLock(from, () =>
    withTrainingLock(to, async () => {
      if ((await listModels(to)).length > 0) {
        throw new Fault(
          "bad-option",
          sentence`${to} holds models already: choose another folder, or delete them there.`,
        );
      }
      await moveStore(from, to);
    }),
  );
}
