import * as vscode from "vscode";
import type { ListedModel } from "../../protocol/models";
import { COMMANDS } from "../ids";
import type { Services } from "../services";
import { overcome } from "../training/obstacle";
import { trainParams } from "../training/trainParams";
import { withProgress } from "./choose";
import { comparisonText, detail, title } from "./describe";

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: ListedModel;
  readonly command?: string;
}

type Action = (services: Services, model: ListedModel) => Promise<unknown>;

/** Lists the workspace's models: a choice puts one into use, buttons rename, export and delete. */
export async function manageModels(services: Services): Promise<void> {
  if (!overcome(services)) return;
  const storage = services.storage!; // there is one wherever a folder is open
  const models = await services.models("listModels", { storage });
  const act = await pick(models);
  await act?.(services);
}

/** Resolves with what the person wants done, if anything. */
function pick(
  models: readonly ListedModel[],
): Promise<((services: Services) => Promise<unknown>) | undefined> {
  const buttons = new Map<vscode.QuickInputButton, Action>([
    [{ iconPath: new vscode.ThemeIcon("edit"), tooltip: vscode.l10n.t("Rename") }, rename],
    [{ iconPath: new vscode.ThemeIcon("export"), tooltip: vscode.l10n.t("Export") }, exported],
    [{ iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Delete") }, remove],
  ]);
  const list = vscode.window.createQuickPick<ModelItem>();
  list.title = vscode.l10n.t("Models of This Workspace");
  list.placeholder = vscode.l10n.t("Choose the model to use");
  list.matchOnDescription = true;
  list.items = [
    ...models.map((model) => ({
      label: `${model.inUse ? "$(check)" : "$(blank)"} ${title(model)}`,
      description: detail(model, vscode.l10n),
      buttons: [...buttons.keys()],
      model,
    })),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    { label: `$(graph) ${vscode.l10n.t("Compare Models on This Workspace")}` },
    { label: `$(add) ${vscode.l10n.t("Import Model")}`, command: COMMANDS.importModel },
  ];
  return new Promise((resolve) => {
    list.onDidTriggerItemButton(({ button, item }) => {
      const action = buttons.get(button)!;
      resolve((services) => action(services, item.model!));
      list.hide();
    });
    list.onDidAccept(() => {
      const [item] = list.activeItems;
      resolve(item && ((services) => chosen(services, item)));
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

async function chosen(services: Services, { model, command }: ModelItem) {
  if (command !== undefined) return vscode.commands.executeCommand(command);
  if (model === undefined) return compare(services);
  await services.models("useModel", { storage: services.storage!, run: model.run });
  return services.filler.reload();
}

const rename: Action = async ({ models, storage }, model) => {
  const value = model.name ?? "";
  const name = await vscode.window.showInputBox({ title: vscode.l10n.t("Name of the model"), value });
  if (name !== undefined) {
    await models("renameModel", { storage: storage!, run: model.run, name: name.trim() });
  }
};

const exported: Action = async (_services, { folder }) =>
  vscode.commands.executeCommand(COMMANDS.exportModel, { model: folder });

const remove: Action = async ({ models, storage, filler }, model) => {
  const question = vscode.l10n.t("Delete the model {0}?", title(model));
  const choice = vscode.l10n.t("Delete");
  const detail = model.inUse ? vscode.l10n.t("It is in use: the model to start from answers then.") : "";
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, choice)) !== choice) return;
  await models("deleteModel", { storage: storage!, run: model.run });
  if (model.inUse) await filler.reload();
};

/** Shows side by side how the model to start from and all others find the same hidden words. */
async function compare(services: Services): Promise<void> {
  const workspace = trainParams(services);
  const progress = vscode.l10n.t("Comparing models");
  const rows = await withProgress(progress, (signal) =>
    services.models("compareModels", { workspace }, signal),
  );
  await services.comparison.show(comparisonText(rows, vscode.l10n));
}
