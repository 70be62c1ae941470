import * as vscode from "vscode";
import { abortSignal } from "../cancellation";

/** The absolute path of a folder that the person chooses. */
export async function chooseFolder(title: string, openLabel: string): Promise<string | undefined> {
  const options = { canSelectFiles: false, canSelectFolders: true, canSelectMany: false, title, openLabel };
  return (await vscode.window.showOpenDialog(options))?.[0]?.fsPath;
}

/** Shows that something is done, and lets it be cancelled. */
export function withProgress<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => task(abortSignal(token)));
}
