import * as vscode from "vscode";
import type { Fault } from "../../core/errors";
import type { MemoryParams } from "../../protocol/filling";
import type { WorkspaceText } from "../../protocol/training";
import type { Settings } from "../settings";
import { folderGlobs } from "../workspace/folderGlobs";
import { trainingRoots } from "../workspace/folders";
import { trainingObstacle } from "../workspace/obstacle";

export interface MemoryOptions {
  readonly settings: Settings;
  /** Absolute path of the folder for this workspace's models, where there is one. */
  readonly storage: string | undefined;
  warn(sentence: string): void;
}

/** What may be known of words beside the model: of the workspace only where training may read it; nothing by the setting. */
export function memoryParams({ settings, storage, warn }: MemoryOptions): MemoryParams | undefined {
  if (!settings.filling().memory) return undefined;
  if (storage === undefined || trainingObstacle() !== undefined) return { open: [] };
  try {
    return { workspace: workspaceText(settings, storage), open: openFiles() };
  } catch (error) {
    warn((error as Fault).message);
    return { open: [] };
  }
}

/** @throws Fault `bad-option` for a setting with a wrong value */
function workspaceText(settings: Settings, storage: string): WorkspaceText {
  return {
    roots: trainingRoots(),
    ...folderGlobs(settings, [storage]),
    storage,
    settings: settings.corpus(),
  };
}

function openFiles(): string[] {
  const files = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "file");
  return files.map(({ uri }) => uri.fsPath);
}
