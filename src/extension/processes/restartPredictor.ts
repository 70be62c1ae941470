import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { switchToModelInUse } from "../models/switchModel";
import type { Services } from "../services";

/** Starts the prediction process again after it crashed too often or could not load a model. */
export function registerRestart(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.restartPredictor, () => switchToModelInUse(services));
}
