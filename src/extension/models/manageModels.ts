import * as vscode from "vscode";
import { toErrorData } from "../../protocol/errors";
import type { ListedModel } from "../../protocol/models";
import { COMMANDS } from "../ids";
import type { Services } from "../services";
import { overcome } from "../training/obstacle";
import { trainParams } from "../training/trainParams";
import { withProgress } from "./choose";
import { detail, percent, title } from "./describe";
import { markdownTable } from "./markdownTable";

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
      resolve(item && ((services) => chosen(services, item, models)));
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

async function chosen(services: Services, { model, command }: ModelItem, models: readonly ListedModel[]) {
  if (command !== undefined) return vscode.commands.executeCommand(command);
  if (model === undefined) return compare(services, models);
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
  if ((await vscode.window.showWarningMessage(question, { modal: true }, choice)) !== choice) return;
  await models("deleteModel", { storage: storage!, run: model.run });
  if (model.inUse) await filler.reload();
};

/** Evaluates every model on the same held-out masks and shows them side by side. */
async function compare(services: Services, models: readonly ListedModel[]): Promise<void> {
  const workspace = trainParams(services);
  const progress = vscode.l10n.t("Comparing models");
  const rows = await withProgress(progress, async (signal) => {
    const lines: string[][] = [];
    for (const model of models) lines.push(await row(model, signal));
    return lines;
  });
  const content = [
    `# ${vscode.l10n.t("Models of This Workspace")}`,
    "",
    vscode.l10n.t("Each model was asked for the same hidden words of files that training holds out."),
    "",
    ...markdownTable([
      [vscode.l10n.t("model"), vscode.l10n.t("found"), vscode.l10n.t("loss"), vscode.l10n.t("hidden words")],
      ...rows,
    ]),
    "",
  ].join("\n");
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "markdown", content }),
  );

  async function row(model: ListedModel, signal: AbortSignal): Promise<string[]> {
    try {
      const params = { model: model.folder, workspace };
      const { accuracy, loss, masks } = await services.models("evaluateModel", params, signal);
      return [title(model), percent(accuracy), loss.toFixed(3), String(masks)];
    } catch (error) {
      signal.throwIfAborted();
      return [title(model), toErrorData(error).message, "", ""];
    }
  }
}
