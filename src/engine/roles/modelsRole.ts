import { constants } from "node:os";
import { deleteModel, useModel, useNoModel } from "../../node/modelStore";
import { giveWay } from "../../node/priority";
import { ipcTransport } from "../../protocol/ipc";
import type { ModelsListener, ModelsSide } from "../../protocol/models";
import { type Connection, connect } from "../../protocol/rpc";
import { changedFiles } from "../corpus/changedFiles";
import { exportJob } from "../job/trainingJob";
import { workspaceJob } from "../job/workspaceJob";
import { deleteModels } from "../models/deleteModels";
import { downloadInto, repositoryContents } from "../models/downloadModel";
import { compareModels, evaluateModel } from "../models/evaluateModel";
import { exportModel } from "../models/exportModel";
import { moveModels } from "../models/moveModels";
import { describeModels, importModel, renameModel } from "../models/storedModels";
import { discardRun, interruptedRun } from "../runs/interruptedRun";
import { baseModelCosts } from "../training/baseModelCosts";
import { throttled } from "./throttled";

/** Serves the extension host until it goes. */
export function runModels(): void {
  giveWay(constants.priority.PRIORITY_BELOW_NORMAL);
  const host: Connection<ModelsListener> = connect<ModelsSide, ModelsListener>(ipcTransport(process), {
    requests: {
      exportModel: (params) => exportModel(params),
      importModel: (params) => importModel(params),
      listModels: ({ storage }) => describeModels(storage),
      useModel: ({ storage, run }) => (run === undefined ? useNoModel(storage) : useModel(storage, run)),
      renameModel: (params) => renameModel(params),
      deleteModel: ({ storage, run }) => deleteModel(storage, run),
      deleteModels: (params) => deleteModels(params),
      moveModels: (params) => moveModels(params),
      interruptedRun: ({ storage }) => interruptedRun(storage),
      discardRun: (params) => discardRun(params),
      changedFiles: ({ workspace, since }, signal) => changedFiles(workspace, since, signal),
      evaluateModel: (params, signal) => evaluateModel(params, signal),
      compareModels: ({ workspace }, signal) => compareModels(workspace, signal),
      baseModelCosts: (params) => baseModelCosts(params),
      describeRepository: ({ repository }, signal) => repositoryContents(repository, signal),
      downloadModel: (params, signal) => {
        const report = throttled<{ readonly done: number; readonly total: number }>(
          (progress) => host.notify("progress", progress),
          ({ done, total }) => done >= total,
        );
        return downloadInto(params, signal, (done, total) => report({ done, total }));
      },
      exportJob: ({ workspace, output }, signal) => exportJob(workspaceJob(workspace), output, signal),
    },
    notifications: {},
  });
  process.on("disconnect", () => process.exit());
}
