import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { type DiscardArguments, discardRun } from "./discard";
import { showActions } from "./showActions";
import { type TrainArguments, train } from "./train";

export function registerTrainingCommands(services: Services): vscode.Disposable {
  const { training, log } = services;
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(COMMANDS.train, (args?: TrainArguments) => train(services, args)),
    registerCommand(COMMANDS.pause, () => training.pause()),
    registerCommand(COMMANDS.resume, () => resume(services)),
    registerCommand(COMMANDS.stop, () => training.stop()),
    registerCommand(COMMANDS.discardRun, (args?: DiscardArguments) => discardRun(services, args)),
    registerCommand(COMMANDS.showActions, () => showActions(services)),
    registerCommand(COMMANDS.showLog, () => log.show()),
  );
}

/** Resumes a run that is paused or was interrupted. */
async function resume(services: Services): Promise<void> {
  const { training, interruption } = services;
  if (training.state.kind !== "idle") return training.resume();
  if ((await interruption.look()) !== undefined) await train(services, { confirm: false, resume: true });
  else void vscode.window.showInformationMessage(l10n.t("There is no interrupted training to resume."));
}
