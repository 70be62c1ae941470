import * as vscode from "vscode";
import { isContainer, modelsFolder, type WorkspaceIdentity } from "./models/modelsFolder";
import type { Settings } from "./settings";

/**
 * Absolute path of the folder for this workspace's models and runs: below the folder that the setting names, else the
 * editor's storage. None in an empty window.
 *
 * @throws Fault `bad-option` for a setting with a wrong value
 */
export function storageFolder(
  settings: Settings,
  { storageUri }: vscode.ExtensionContext,
): string | undefined {
  if (storageUri === undefined) return undefined;
  const parent = settings.modelsFolder();
  return parent === undefined ? storageUri.fsPath : modelsFolder(parent, workspaceIdentity());
}

function workspaceIdentity(): WorkspaceIdentity {
  const { name = "", workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const isSaved = workspaceFile !== undefined && workspaceFile.scheme !== "untitled";
  const uris = isSaved ? [workspaceFile] : workspaceFolders.map(({ uri }) => uri);
  return { name, places: uris.map((uri) => (uri.scheme === "file" ? uri.fsPath : uri.toString())) };
}

/** Whether this workspace's models are lost with the container that this window works in. */
export function isStorageShortLived(settings: Settings): boolean {
  return settings.modelsFolder() === undefined && isContainer(vscode.env.remoteName);
}
