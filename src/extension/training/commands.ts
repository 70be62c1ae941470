import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import type { Services } from "../services";
import { discard } from "./discard";
import { showActions } from "./showActions";
import { type TrainArguments, train } from "./train";

export function registerTrainingCommands(services: Services): vscode.Disposable {
  const { training, log } = services;
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(COMMANDS.train, (args?: TrainArguments) => train(services, args)),
    registerCommand(COMMANDS.pause, () => training.pause()),
    registerCommand(COMMANDS.resume, () => training.resume()),
    registerCommand(COMMANDS.stop, () => training.stop()),
    registerCommand(COMMANDS.discard, (args?: TrainArguments) => discard(services, args)),
    registerCommand(COMMANDS.showActions, () => showActions(services)),
    registerCommand(COMMANDS.showLog, () => log.show()),
  );
}
