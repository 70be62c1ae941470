import * as vscode from "vscode";
import { l10n } from "../l10n";
import { trainingRoots } from "./folders";

/** Why this window cannot train, and the command that fixes that. */
export interface Obstacle {
  readonly sentence: string;
  readonly remedy?: { readonly title: string; readonly command: string };
}

export function trainingObstacle(): Obstacle | undefined {
  const { isTrusted, workspaceFolders = [] } = vscode.workspace;
  if (workspaceFolders.length === 0) {
    return {
      sentence: l10n.t("Open a folder first: training learns from the files of the workspace."),
      remedy: { title: l10n.t("Open Folder"), command: "workbench.action.files.openFolder" },
    };
  }
  if (!isTrusted) {
    return {
      sentence: l10n.t("Trust this workspace first: training reads its files."),
      remedy: { title: l10n.t("Manage Workspace Trust"), command: "workbench.trust.manage" },
    };
  }
  if (trainingRoots().length === 0) {
    return { sentence: l10n.t("Training needs a folder on disk, and this workspace is virtual.") };
  }
  return undefined;
}

/** Whether training is possible here; if not, shows why. */
export function ensureCanTrain({ log }: { readonly log: vscode.LogOutputChannel }): boolean {
  const obstacle = trainingObstacle();
  if (obstacle === undefined) return true;
  const { sentence, remedy } = obstacle;
  log.warn(sentence);
  void vscode.window.showWarningMessage(sentence, ...(remedy ? [remedy.title] : [])).then((choice) => {
    if (choice !== undefined && remedy) void vscode.commands.executeCommand(remedy.command);
  });
  return false;
}
