import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { describeExit, type Exit, type Role } from "./exit";

/** Tells in one sentence that a process ended by itself, with the offer of the log. */
export function reportCrash(role: Role, exit: Exit, log: vscode.LogOutputChannel): void {
  const sentence = describeExit(role, exit, vscode.l10n);
  const showLog = vscode.l10n.t("Show Log");
  log.error(sentence);
  void vscode.window.showErrorMessage(sentence, showLog).then((choice) => {
    if (choice === showLog) void vscode.commands.executeCommand(COMMANDS.showLog);
  });
}
