import * as vscode from "vscode";
import { CONFIGURATION } from "./ids";
import { type SettingSchema, type Settings, settings } from "./settings";
import { trainingFolders } from "./workspace/folders";

/** Our settings from the editor, checked against their schemas in package.json. */
export function readSettings(extension: vscode.ExtensionContext, log: vscode.LogOutputChannel): Settings {
  const manifest = extension.extension.packageJSON as {
    contributes: { configuration: { properties: Record<string, SettingSchema> }[] };
  };
  const sections = manifest.contributes.configuration.map(({ properties }) => properties);
  return settings({
    schemas: Object.assign({}, ...sections),
    value: (name, folder) => {
      const scope = folder === undefined ? undefined : vscode.Uri.file(folder);
      return vscode.workspace.getConfiguration(CONFIGURATION, scope).get(name);
    },
    folders: () => trainingFolders().map(({ name, uri }) => ({ name, path: uri.fsPath })),
    warn: (sentence) => log.warn(sentence),
  });
}
