import type { TrainParams } from "../../protocol/training";
import { workspaceData } from "../corpus/workspaceCorpus";
import { baseFolder, workspaceStart } from "../start/startOptions";
import { workspaceTraining } from "../training/workspaceTraining";
import type { JobSource } from "./trainingJob";

/** What an exported training job needs to know of a workspace. */
export function workspaceJob(workspace: TrainParams): JobSource {
  const { settings } = workspace;
  const fromScratch = baseFolder(workspace) === undefined;
  return {
    start: workspaceStart(workspace),
    data: workspaceData(workspace),
    training: (config, sequences) => workspaceTraining(settings, config, { fromScratch, sequences }),
  };
}
