import * as vscode from "vscode";
import { COMMANDS, STATUS_BAR_ITEM } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { statusText } from "./messages/status";
import type { SessionState } from "./sessionState";

export function registerStatusBar({ training }: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(STATUS_BAR_ITEM, vscode.StatusBarAlignment.Left);
  item.name = "Workspace MLM";
  item.command = COMMANDS.showActions;
  const show = (state: SessionState): void => {
    const status = statusText(state, l10n);
    if (status === undefined) {
      item.hide();
      return;
    }
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.accessibilityInformation = { label: status.text.replace(/\$\(.*?\)\s*/g, "") };
    item.show();
  };
  show(training.state);
  return vscode.Disposable.from(item, training.onDidChangeState(show));
}
