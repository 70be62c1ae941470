import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { switchToModelInUse } from "../models/switchModel";
import type { Services } from "../services";

/** The way out where the prediction process crashed too often, or serves no model. */
export function registerRestart(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.restartPredictor, () => switchToModelInUse(services));
}
