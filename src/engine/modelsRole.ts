import { constants, setPriority } from "node:os";
import { deleteModel, useModel, useNoModel } from "../node/modelStore";
import { ipcTransport } from "../protocol/ipc";
import type { ModelsSide } from "../protocol/models";
import { connect } from "../protocol/rpc";
import { evaluateModel } from "./evaluateModel";
import { exportModel } from "./exportModel";
import { describeModels, importModel, renameModel } from "./storedModels";

/** Serves the extension host until it goes. */
export function runModels(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  connect<ModelsSide, { requests: object; notifications: object }>(ipcTransport(process), {
    requests: {
      exportModel: (params) => exportModel(params),
      importModel: (params) => importModel(params),
      listModels: ({ storage }) => describeModels(storage),
      useModel: ({ storage, run }) => (run === undefined ? useNoModel(storage) : useModel(storage, run)),
      renameModel: (params) => renameModel(params),
      deleteModel: ({ storage, run }) => deleteModel(storage, run),
      evaluateModel: (params, signal) => evaluateModel(params, signal),
    },
    notifications: {},
  });
  process.on("disconnect", () => process.exit());
}
