import * as vscode from "vscode";

/** The workspace folders that are on disk. */
export function trainingFolders(): vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
}

/** Their absolute paths. */
export function trainingRoots(): string[] {
  return trainingFolders().map(({ uri }) => uri.fsPath);
}
