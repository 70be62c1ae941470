import { type ChangedFiles, countChangedFiles } from "../../node/corpus/changedFiles";
import type { TrainParams } from "../../protocol/training";
import { workspaceCorpus } from "./workspaceCorpus";

/** How many files of a workspace were written after `since`, milliseconds since 1970. */
export function changedFiles(
  workspace: TrainParams,
  since: number,
  signal: AbortSignal,
): Promise<ChangedFiles> {
  const { folders, corpus } = workspaceCorpus(workspace);
  return countChangedFiles(folders, corpus, since, signal);
}
