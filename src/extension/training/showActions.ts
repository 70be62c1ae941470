import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import type { SessionState } from "./sessionState";

interface Action extends vscode.QuickPickItem {
  readonly command: string;
}

/** What a click on the status bar offers. */
export async function showActions({ training }: Services): Promise<void> {
  const choice = await vscode.window.showQuickPick(actionsFor(training.state), {
    title: "Workspace MLM",
    placeHolder: l10n.t("Choose what to do with the training"),
  });
  if (choice !== undefined) await vscode.commands.executeCommand(choice.command);
}

function actionsFor({ kind }: SessionState): Action[] {
  const pause = { label: `$(debug-pause) ${l10n.t("Pause Training")}`, command: COMMANDS.pause };
  const resume = { label: `$(debug-continue) ${l10n.t("Resume Training")}`, command: COMMANDS.resume };
  const stop = {
    label: `$(debug-stop) ${l10n.t("Stop Training")}`,
    description: l10n.t("keeps what was learnt so far"),
    command: COMMANDS.stop,
  };
  const discard = {
    label: `$(trash) ${l10n.t("Discard Training Run")}`,
    command: COMMANDS.discardRun,
  };
  const log = { label: `$(output) ${l10n.t("Show Log")}`, command: COMMANDS.showLog };
  const report = {
    label: `$(graph-line) ${l10n.t("Show Training Report")}`,
    command: COMMANDS.showReport,
  };
  const train = { label: `$(play) ${l10n.t("Train MLM on Workspace")}`, command: COMMANDS.train };
  switch (kind) {
    case "idle":
      return [train, report, log];
    case "running":
      return [pause, stop, report, discard, log];
    case "paused":
      return [resume, stop, report, discard, log];
    case "planning":
    case "stopping":
      return [report, log];
  }
}
