import * as vscode from "vscode";
import { abortSignal } from "../cancellation";

/** The absolute path of a folder that the person chooses; `proposed` is where the choice begins. */
export async function chooseFolder(
  title: string,
  openLabel: string,
  proposed?: string,
): Promise<string | undefined> {
  const options = { canSelectFiles: false, canSelectFolders: true, canSelectMany: false, title, openLabel };
  const defaultUri = proposed === undefined ? {} : { defaultUri: vscode.Uri.file(proposed) };
  return (await vscode.window.showOpenDialog({ ...options, ...defaultUri }))?.[0]?.fsPath;
}

/** Shows that something is done, and lets it be cancelled. */
export function withProgress<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => task(abortSignal(token)));
}
