import * as vscode from "vscode";
import { globsInForce } from "./globsInForce";
import { trainingFolders } from "./obstacle";

/** The editor's own excludes, which each workspace folder may set differently: a folder's path to globs relative to it. */
export function folderExclude(): Record<string, string[]> {
  const entries = trainingFolders().map(({ uri }) => {
    const excludes = ["files", "search"].map((section) =>
      vscode.workspace.getConfiguration(section, uri).get("exclude"),
    );
    return [uri.fsPath, globsInForce(excludes)];
  });
  return Object.fromEntries(entries);
}
