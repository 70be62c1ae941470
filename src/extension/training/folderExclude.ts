import * as path from "node:path";
import * as vscode from "vscode";
import { literalGlob } from "../../core/corpus/globs";
import { globsInForce } from "./globsInForce";
import { trainingFolders } from "./obstacle";

/**
 * The editor's own excludes, which each workspace folder may set differently, and `models`, absolute paths of folders with
 * models, where they lie in the workspace: a folder's path to globs relative to it.
 */
export function folderExclude(models: readonly string[]): Record<string, string[]> {
  const entries = trainingFolders().map(({ uri }) => {
    const excludes = ["files", "search"].map((section) =>
      vscode.workspace.getConfiguration(section, uri).get("exclude"),
    );
    return [
      uri.fsPath,
      [...globsInForce(excludes), ...models.flatMap((folder) => globOf(folder, uri.fsPath))],
    ];
  });
  return Object.fromEntries(entries);
}

/** Of a folder that lies in `root`. */
function globOf(folder: string, root: string): string[] {
  const inside = path.relative(root, folder);
  const isInside = inside !== "" && !path.isAbsolute(inside) && inside.split(path.sep)[0] !== "..";
  return isInside ? [literalGlob(inside.replaceAll(path.sep, "/"))] : [];
}
