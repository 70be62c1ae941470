import * as vscode from "vscode";
import { COMMANDS } from "../../src/extension/ids";
import type { TrainArguments } from "../../src/extension/training/train";
import type { TrainingResult } from "../../src/protocol/training";
import { api, until } from "./support";

/** More epochs than a test waits for. */
export const ENDLESS = 10_000;

/** Trains without a question; resolves when the run has ended, with undefined where it came to nothing. */
export function train(args: TrainArguments = {}): Thenable<TrainingResult | undefined> {
  return vscode.commands.executeCommand(COMMANDS.train, { confirm: false, ...args });
}

/** Deletes the run that is on, or the one that was interrupted. */
export async function discardRun(): Promise<void> {
  await vscode.commands.executeCommand(COMMANDS.discardRun, { confirm: false });
}

/** Deletes every model of the workspace. */
export async function deleteModels(): Promise<void> {
  await vscode.commands.executeCommand(COMMANDS.deleteModels, { confirm: false });
}

/** Waits until a run has done a step. */
export async function untilRunning(): Promise<void> {
  const extension = await api();
  await until("a first step", () => {
    const { trainingState: state } = extension;
    return state.kind === "running" && state.progress.step > 0;
  });
}
