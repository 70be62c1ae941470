import * as vscode from "vscode";
import type { RunChanges } from "../../protocol/training";
import { changeSentences } from "../../report/changes";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";

/** Tells what changed since the run was interrupted that goes on now. */
export function tellOfChanges(changes: RunChanges, log: vscode.LogOutputChannel): void {
  const text = changeSentences(changes, l10n).join(" ");
  log.warn(text);
  void vscode.window.showInformationMessage(text);
}

/** Tells that the run waits, with the offer to go on. */
export function tellOfBattery(log: vscode.LogOutputChannel): void {
  const sentence = l10n.t("Training waits until the computer is plugged in.");
  const goOn = l10n.t("Train on Battery");
  log.info(sentence);
  void vscode.window.showInformationMessage(sentence, goOn).then((choice) => {
    if (choice === goOn) void vscode.commands.executeCommand(COMMANDS.resume);
  });
}
