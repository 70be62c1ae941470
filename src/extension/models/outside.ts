import * as os from "node:os";
import * as path from "node:path";

/**
 * Where to propose to write what holds a workspace's words, so that it is not committed with it: the home folder, or where that
 * lies in the workspace, or is it, the folder above. Absolute paths.
 */
export function folderOutside(roots: readonly string[], home = os.homedir()): string {
  const root = roots.find((each) => isInside(home, each));
  return root === undefined ? home : folderOutside(roots, path.dirname(root));
}

/** The file system's root has nothing above it. */
function isInside(folder: string, root: string): boolean {
  const inside = path.relative(root, folder);
  const isBelow = !path.isAbsolute(inside) && inside.split(path.sep)[0] !== "..";
  return isBelow && path.dirname(root) !== root;
}
