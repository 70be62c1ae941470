import * as vscode from "vscode";
import { l10n } from "../l10n";

interface Way extends vscode.MessageItem {
  go(): Thenable<unknown>;
}

/** Shows where something was written, with the ways to open it from this window. */
export function notifyOfFolder(sentence: string, folder: string): void {
  void vscode.window.showInformationMessage(sentence, ...waysTo(folder)).then((way) => way?.go());
}

/** A window in a browser, or on another machine's files, has no file manager to show them in. */
function waysTo(folder: string): Way[] {
  const uri = vscode.Uri.file(folder);
  const { executeCommand } = vscode.commands;
  const { uiKind, remoteName, clipboard } = vscode.env;
  if (uiKind === vscode.UIKind.Desktop && remoteName === undefined) {
    return [{ title: l10n.t("Show Folder"), go: () => executeCommand("revealFileInOS", uri) }];
  }
  return [
    {
      title: l10n.t("Open in New Window"),
      go: () => executeCommand("vscode.openFolder", uri, { forceNewWindow: true }),
    },
    { title: l10n.t("Copy Path"), go: () => clipboard.writeText(folder) },
  ];
}
