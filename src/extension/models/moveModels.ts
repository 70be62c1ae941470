import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { CONFIGURATION, SETTINGS } from "../ids";
import { l10n } from "../l10n";
import { reportFailure } from "../reportFailure";
import type { Services } from "../services";
import { withProgress } from "./choose";
import { switchToModelInUse } from "./switchModel";

/** Where the workspace remembers the last known place of its models. */
const LAST_STORAGE = "lastStorage";

/** Offers to move the models when the setting names another folder for them. */
export function watchModelsFolder(services: Services): vscode.Disposable {
  const look = (): Promise<void> =>
    offerToMove(services).catch((error: unknown) => reportFailure(services, error));
  void look();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(`${CONFIGURATION}.${SETTINGS.modelsFolder}`)) return;
    services.reports.forget();
    void services.interruption.look();
    void look();
  });
}

async function offerToMove(services: Services): Promise<void> {
  const { storage: to, extension } = services;
  const { workspaceState, storageUri } = extension;
  const from = workspaceState.get(LAST_STORAGE, storageUri?.fsPath);
  if (from === undefined || to === undefined || from === to) return;
  if ((await hasModels(from)) && !(await hasModels(to))) {
    const choice = await askToMove(from, to);
    if (choice === undefined || services.storage !== to) return; // asked again when the workspace is opened again
    if (choice === "move") await move(services, from, to);
  }
  await workspaceState.update(LAST_STORAGE, to);
}

async function hasModels(storage: string): Promise<boolean> {
  const names = await fs.readdir(path.join(storage, "models")).catch(() => []);
  return names.some((name) => !name.startsWith("."));
}

async function askToMove(from: string, to: string): Promise<"move" | "leave" | undefined> {
  const move = l10n.t("Move Models");
  const leave = l10n.t("Leave Them");
  const sentence = l10n.t("The models of this workspace lie in {0}. Move them to {1}?", from, to);
  const choice = await vscode.window.showInformationMessage(sentence, move, leave);
  return choice === undefined ? undefined : choice === move ? "move" : "leave";
}

async function move(services: Services, from: string, to: string): Promise<void> {
  await withProgress(l10n.t("Moving the models"), (signal) =>
    services.models("moveModels", { from, to }, signal),
  );
  services.reports.forget();
  await services.interruption.look();
  await switchToModelInUse(services);
}
