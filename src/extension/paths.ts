import * as os from "node:os";
import * as path from "node:path";
import { Fault } from "../core/errors";
import { CONFIGURATION, type SettingName } from "./ids";

/** A workspace folder on disk. */
export interface NamedFolder {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

const HOME = /^~(?=$|[/\\])/;
const FOLDER = /\$\{workspaceFolder(?::([^}]+))?\}/g;

/**
 * The absolute path of a folder that a setting names: with `~` for the home folder and `${workspaceFolder}` or
 * `${workspaceFolder:NAME}` for a workspace folder; a relative path begins at the first workspace folder.
 *
 * @throws Fault `bad-option` where it needs a workspace folder that is not there
 */
export function settingPath(
  setting: SettingName,
  value: string,
  folders: readonly NamedFolder[],
  home = os.homedir(),
): string {
  const folder = (name: string | undefined): string => {
    const found = name === undefined ? folders[0] : folders.find((each) => each.name === name);
    if (found !== undefined) return found.path;
    const wanted = name === undefined ? "an open folder" : `a workspace folder named ${name}`;
    throw new Fault(
      "bad-option",
      `The setting ${CONFIGURATION}.${setting} needs ${wanted}, but there is none; it is "${value}".`,
    );
  };
  const named = value
    .trim()
    .replace(HOME, () => home)
    .replace(FOLDER, (_text, name: string | undefined) => folder(name));
  return path.isAbsolute(named) ? path.normalize(named) : path.join(folder(undefined), named);
}
