import * as vscode from "vscode";
import { CONFIGURATION, SETTINGS } from "../ids";
import type { Services } from "../services";

/** What is offered follows the files of the workspace, the settings on what is read of it, and whether it is trusted. */
export function watchWorkspace({ filler }: Services): vscode.Disposable {
  const changed = (uris: readonly vscode.Uri[]) =>
    filler.changed(uris.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath));
  const settings = [SETTINGS.memoryEnabled, SETTINGS.include, SETTINGS.exclude, SETTINGS.maxFileSize].map(
    (name) => `${CONFIGURATION}.${name}`,
  );
  const { workspace } = vscode;
  return vscode.Disposable.from(
    workspace.onDidSaveTextDocument(({ uri }) => changed([uri])),
    workspace.onDidDeleteFiles(({ files }) => changed(files)),
    workspace.onDidRenameFiles(({ files }) =>
      changed(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
    ),
    workspace.onDidGrantWorkspaceTrust(() => void filler.reload()),
    workspace.onDidChangeConfiguration((event) => {
      if (settings.some((name) => event.affectsConfiguration(name))) void filler.reload();
    }),
  );
}
