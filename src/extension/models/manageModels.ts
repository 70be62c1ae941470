import * as vscode from "vscode";
import type { ListedModel } from "../../protocol/models";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { ensureCanTrain } from "../workspace/obstacle";
import { trainParams } from "../workspace/trainParams";
import { withProgress } from "./choose";
import { baseDetail, comparisonText, detail, title } from "./describe";
import { switchToModelInUse } from "./switchModel";

type Action = (services: Services) => Promise<unknown>;

interface ActionItem extends vscode.QuickPickItem {
  readonly act: Action;
  /** What each of the item's buttons does. */
  readonly buttonActions?: ReadonlyMap<vscode.QuickInputButton, Action>;
}

/** Lists the base model and the workspace's own: a choice puts one into use, buttons rename, export and delete. */
export async function manageModels(services: Services): Promise<void> {
  if (!ensureCanTrain(services)) return;
  const listing = services.models("listModels", { storage: services.storage! }); // there is one wherever a folder is open
  const base = services.settings.model();
  const act = await pick(listing.then((models) => items(models, base)));
  await act?.(services);
}

/** Opens at once, is filled when the items are there, and resolves with what the person wants done, if anything. */
function pick(listing: Promise<readonly vscode.QuickPickItem[]>): Promise<Action | undefined> {
  const list = vscode.window.createQuickPick();
  list.title = l10n.t("Models of This Workspace");
  list.placeholder = l10n.t("Choose the model to use");
  list.matchOnDescription = true;
  list.busy = true;
  return new Promise((resolve, reject) => {
    const settle = (act: Action | undefined): void => {
      resolve(act);
      list.hide();
    };
    list.onDidTriggerItemButton(({ button, item }) =>
      settle((item as ActionItem).buttonActions!.get(button)),
    );
    list.onDidAccept(() => list.activeItems.length > 0 && settle((list.activeItems[0] as ActionItem).act));
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
    listing.then(
      (items) => Object.assign(list, { items, busy: false }),
      (error: unknown) => {
        reject(error);
        list.hide();
      },
    );
  });
}

function items(models: readonly ListedModel[], base: string | undefined): vscode.QuickPickItem[] {
  const isBaseInUse = !models.some(({ inUse }) => inUse);
  const ofModels: ActionItem[] = [
    {
      label: marked(l10n.t("Base Model"), isBaseInUse),
      description: baseDetail(base, isBaseInUse, l10n),
      act: (services) => use(services),
    },
    ...models.map(modelItem),
  ];
  const others: ActionItem[] = [
    { label: `$(graph) ${l10n.t("Compare Models on This Workspace")}`, act: compare },
    { label: `$(add) ${l10n.t("Import Model")}`, act: command(COMMANDS.importModel) },
    { label: `$(package) ${l10n.t("Use Another Base Model")}`, act: command(COMMANDS.useBaseModel) },
  ];
  return [...ofModels, { label: "", kind: vscode.QuickPickItemKind.Separator }, ...others];
}

function modelItem(model: ListedModel): ActionItem {
  const buttonActions = new Map<vscode.QuickInputButton, Action>([
    [button("edit", l10n.t("Rename")), (services) => rename(services, model)],
    [button("export", l10n.t("Export")), command(COMMANDS.exportModel, { model: model.folder })],
    [button("trash", l10n.t("Delete")), (services) => remove(services, model)],
  ]);
  return {
    label: marked(title(model), model.inUse),
    description: detail(model, l10n),
    buttons: [...buttonActions.keys()],
    act: (services) => use(services, model.run),
    buttonActions,
  };
}

const marked = (name: string, inUse: boolean): string => `${inUse ? "$(check)" : "$(blank)"} ${name}`;

const button = (icon: string, tooltip: string): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon(icon),
  tooltip,
});

const command =
  (name: string, ...args: unknown[]): Action =>
  async () =>
    vscode.commands.executeCommand(name, ...args);

/** Without a run the base model. */
async function use(services: Services, run?: string): Promise<void> {
  await services.models("useModel", { storage: services.storage!, ...(run !== undefined && { run }) });
  await switchToModelInUse(services);
}

async function rename({ models, storage }: Services, model: ListedModel): Promise<void> {
  const value = model.name ?? "";
  const name = await vscode.window.showInputBox({ title: l10n.t("Name of the model"), value });
  if (name !== undefined) {
    await models("renameModel", { storage: storage!, run: model.run, name: name.trim() });
  }
}

async function remove(services: Services, model: ListedModel): Promise<void> {
  const question = l10n.t("Delete the model {0}?", title(model));
  const choice = l10n.t("Delete");
  const detail = model.inUse ? l10n.t("It is in use: the base model answers then.") : "";
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, choice)) !== choice) return;
  await services.models("deleteModel", { storage: services.storage!, run: model.run });
  if (model.inUse) await switchToModelInUse(services);
}

/** Shows side by side how the base model and all others find the same hidden words. */
async function compare(services: Services): Promise<void> {
  const workspace = trainParams(services);
  const progress = l10n.t("Comparing models");
  const rows = await withProgress(progress, (signal) =>
    services.models("compareModels", { workspace }, signal),
  );
  await services.comparison.show(comparisonText(rows, l10n));
}
