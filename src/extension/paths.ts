import * as os from "node:os";
import * as path from "node:path";
import { Fault } from "../core/errors";
import { type Sentence, sentence } from "../core/sentence";
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
    throw new Fault("bad-option", missing(`${CONFIGURATION}.${setting}`, value, name));
  };
  const named = value
    .trim()
    .replace(HOME, () => home)
    .replace(FOLDER, (_text, name: string | undefined) => folder(name));
  return path.isAbsolute(named) ? path.normalize(named) : path.join(folder(undefined), named);
}

function missing(setting: string, value: string, folder: string | undefined): Sentence {
  return folder === undefined
    ? sentence`The setting ${setting} needs an open folder, but there is none; it is "${value}".`
    : sentence`The setting ${setting} needs a workspace folder named ${folder}, but there is none; it is "${value}".`;
}
