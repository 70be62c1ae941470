import * as vscode from "vscode";
import type { ListedModel } from "../../protocol/models";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { ensureCanTrain } from "../workspace/obstacle";
import { modelsByOrigin } from "./describe";
import { switchToModelInUse } from "./switchModel";

/** What a keybinding or another extension may pass. */
export interface DeleteModelsArguments {
  /** `false` deletes without a question. */
  readonly confirm?: boolean;
}

/** Deletes the models of the workspace that the question names; one that is added meanwhile stays. */
export async function deleteModels(
  services: Services,
  { confirm = true }: DeleteModelsArguments,
): Promise<void> {
  if (!ensureCanTrain(services)) return;
  const storage = services.storage!; // there is one wherever a folder is open
  const models = await services.models("listModels", { storage });
  if (models.length === 0) {
    void vscode.window.showInformationMessage(l10n.t("This workspace has no models."));
    return;
  }
  if (confirm && !(await agreed(models))) return;
  await services.models("deleteModels", { storage, runs: models.map(({ run }) => run) });
  services.reports.forget();
  await switchToModelInUse(services);
}

async function agreed(models: readonly ListedModel[]): Promise<boolean> {
  const question =
    models.length === 1
      ? l10n.t("Delete the only model of this workspace?")
      : l10n.t("Delete all {0} models of this workspace?", models.length);
  const detail = [
    ...modelsByOrigin(models, l10n),
    l10n.t("The reports of their training go with them. The base model answers then."),
  ].join("\n");
  const choice = l10n.t("Delete");
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, choice)) === choice;
}
