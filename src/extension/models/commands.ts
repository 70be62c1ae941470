import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { reportFailure } from "../reportFailure";
import type { Services } from "../services";
import { type DeleteModelsArguments, deleteModels } from "./deleteModels";
import { type ExportJobArguments, exportJob } from "./exportJob";
import { type ExportArguments, exportModel } from "./exportModel";
import { type ImportArguments, importModel } from "./importModel";
import { manageModels } from "./manageModels";
import { type BaseArguments, useBaseModel } from "./useBaseModel";

export function registerModelCommands(services: Services): vscode.Disposable {
  const register = <A, R>(command: string, act: (services: Services, args: A) => Promise<R>) =>
    vscode.commands.registerCommand(command, async (args?: A) => {
      try {
        return await act(services, args ?? ({} as A));
      } catch (error) {
        reportFailure(services, error);
        return undefined;
      }
    });
  return vscode.Disposable.from(
    register<ExportArguments, string | undefined>(COMMANDS.exportModel, exportModel),
    register<ImportArguments, unknown>(COMMANDS.importModel, importModel),
    register<object, void>(COMMANDS.manageModels, manageModels),
    register<DeleteModelsArguments, void>(COMMANDS.deleteModels, deleteModels),
    register<BaseArguments, string | undefined>(COMMANDS.useBaseModel, useBaseModel),
    register<ExportJobArguments, string | undefined>(COMMANDS.exportJob, exportJob),
  );
}
