import * as vscode from "vscode";
import { CONFIGURATION, SETTINGS } from "./ids";
import type { Services } from "./services";

/** Another model or thread count takes effect at once. */
export function watchModelSettings({ filler }: Services): vscode.Disposable {
  const watched = [SETTINGS.model, SETTINGS.modelsFolder, SETTINGS.predictionThreads].map(
    (name) => `${CONFIGURATION}.${name}`,
  );
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (watched.some((name) => event.affectsConfiguration(name))) void filler.reload();
  });
}
