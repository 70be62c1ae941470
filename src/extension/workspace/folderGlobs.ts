import * as path from "node:path";
import * as vscode from "vscode";
import { literalGlob } from "../../core/corpus/globs";
import type { TrainParams } from "../../protocol/training";
import type { Settings } from "../settings";
import { trainingFolders } from "./folders";
import { globsInForce } from "./globsInForce";

/**
 * For each workspace folder, which may have settings of its own, what to learn from, and what not: what our setting names,
 * what the editor does not show or search, and `models`, absolute paths of folders with models.
 *
 * @throws Fault `bad-option` for a setting with a wrong value
 */
export function folderGlobs(
  settings: Settings,
  models: readonly string[],
): Pick<TrainParams, "folderInclude" | "folderExclude"> {
  const folders = trainingFolders().map(({ uri }) => {
    const { include, exclude } = settings.globs(uri.fsPath);
    const hidden = ["files", "search"].map((section) =>
      vscode.workspace.getConfiguration(section, uri).get("exclude"),
    );
    const own = models.flatMap((folder) => globOf(folder, uri.fsPath));
    return { folder: uri.fsPath, include, exclude: [...exclude, ...globsInForce(hidden), ...own] };
  });
  return {
    folderInclude: Object.fromEntries(folders.map(({ folder, include }) => [folder, include])),
    folderExclude: Object.fromEntries(folders.map(({ folder, exclude }) => [folder, exclude])),
  };
}

/** The glob of a folder inside `root`; none for one elsewhere. */
function globOf(folder: string, root: string): string[] {
  const inside = path.relative(root, folder);
  const isInside = inside !== "" && !path.isAbsolute(inside) && inside.split(path.sep)[0] !== "..";
  return isInside ? [literalGlob(inside.replaceAll(path.sep, "/"))] : [];
}
