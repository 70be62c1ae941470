import * as vscode from "vscode";
import type { ListedModel, RepositoryContents } from "../../protocol/models";
import { abortSignal } from "../cancellation";
import { CONFIGURATION, SETTINGS } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { offeredModels } from "./baseModels";
import { chooseFolder, withProgress } from "./choose";
import { baseName, title } from "./describe";
import { switchToModelInUse } from "./switchModel";

/** What a keybinding or another extension may pass; the person is asked for the rest. */
export interface BaseArguments {
  /** Absolute path of a model folder; empty for the model that comes with the extension. */
  readonly folder?: string;
  /** On the hub, `owner/name`. */
  readonly repository?: string;
  /** `false` downloads the repository without a question. */
  readonly confirm?: boolean;
  /** What it is for, if a model of the workspace is in use. */
  readonly use?: BaseUse;
}

/** To fill with now and train from next, or to train from only. */
export type BaseUse = "fill" | "train";

/** Chooses the model that training starts from, and whether it fills now too; returns its folder. */
export async function useBaseModel(services: Services, args: BaseArguments): Promise<string | undefined> {
  const given = args.folder !== undefined || args.repository !== undefined;
  const { folder, repository } = given ? args : await choose(services);
  const base =
    repository === undefined ? folder : await download(services, repository, args.confirm !== false);
  if (base === undefined) return undefined;
  const inUse = await ownModelInUse(services);
  const use = inUse === undefined ? "fill" : (args.use ?? (await askUse(inUse)));
  if (use === undefined) return undefined;
  await setBase(base);
  await (use === "fill" ? fillWithBase(services, inUse) : notifyOfTrainOnly(services, inUse!));
  return base;
}

async function ownModelInUse({ models, storage }: Services): Promise<ListedModel | undefined> {
  const stored = storage === undefined ? [] : await models("listModels", { storage });
  return stored.find((model) => model.inUse);
}

interface UseItem extends vscode.QuickPickItem {
  readonly use: BaseUse;
}

/** The workspace's own model stays in use unless the person wants otherwise. */
async function askUse(inUse: ListedModel): Promise<BaseUse | undefined> {
  const items: UseItem[] = [
    {
      label: l10n.t("Fill with It Now, and Train from It Next"),
      detail: l10n.t("{0} stays in Manage Models.", title(inUse)),
      use: "fill",
    },
    {
      label: l10n.t("Train from It Next"),
      detail: l10n.t("{0} goes on filling until then.", title(inUse)),
      use: "train",
    },
  ];
  const question = l10n.t("What Is the Base Model for?");
  return (await vscode.window.showQuickPick(items, { title: question }))?.use;
}

/** Changes the setting in the scope that takes effect. */
async function setBase(base: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(CONFIGURATION);
  const isInWorkspace = configuration.inspect(SETTINGS.model)?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await configuration.update(SETTINGS.model, base || undefined, isInWorkspace ? Workspace : Global);
}

async function fillWithBase(services: Services, inUse: ListedModel | undefined): Promise<void> {
  if (inUse !== undefined) await services.models("useModel", { storage: services.storage! });
  await switchToModelInUse(services);
}

function notifyOfTrainOnly({ settings }: Services, inUse: ListedModel): void {
  const base = baseName(settings.model(), l10n);
  void vscode.window.showInformationMessage(
    l10n.t("The next training starts from {0}; {1} goes on filling.", base, title(inUse)),
  );
}

interface Choice extends vscode.QuickPickItem {
  readonly choose?: () => Promise<Pick<BaseArguments, "folder" | "repository">>;
}

async function choose(services: Services): Promise<Pick<BaseArguments, "folder" | "repository">> {
  const title = l10n.t("Base Model");
  const choice = await vscode.window.showQuickPick(choices(services), { title, matchOnDetail: true });
  return (await choice?.choose?.()) ?? {};
}

async function choices(services: Services): Promise<Choice[]> {
  return [
    {
      label: `$(folder) ${l10n.t("A Folder on This Machine")}`,
      choose: async () => {
        const title = l10n.t("Choose a model folder in Hugging Face layout");
        const folder = await chooseFolder(title, l10n.t("Use"));
        return folder === undefined ? {} : { folder };
      },
    },
    {
      label: `$(package) ${l10n.t("The Model That Comes with the Extension")}`,
      choose: async () => ({ folder: "" }),
    },
    separator(l10n.t("To download from Hugging Face, after a question")),
    ...(await offered(services)),
    { label: `$(cloud-download) ${l10n.t("Another Model on Hugging Face")}`, choose: askRepository },
  ];
}

const separator = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** Choosing one is naming its repository. */
async function offered({ models, settings, storage }: Services): Promise<Choice[]> {
  const here = storage === undefined ? {} : { storage };
  const costs = await models("baseModelCosts", { ...here, settings: settings.training() });
  return offeredModels(costs, l10n).map(({ repository, description, detail }) => ({
    label: `$(cloud-download) ${repository}`,
    description,
    detail,
    choose: async () => ({ repository }),
  }));
}

/** Naming a repository is the consent to ask the hub what it holds. */
async function askRepository(): Promise<Pick<BaseArguments, "repository">> {
  const repository = await vscode.window.showInputBox({
    title: l10n.t("Repository on Hugging Face"),
    placeHolder: "google-bert/bert-base-uncased",
    prompt: l10n.t(
      "Enter asks huggingface.co, or the host in HF_ENDPOINT, what the repository holds; nothing is downloaded before you agree.",
    ),
  });
  return repository ? { repository: repository.trim() } : {};
}

async function download(services: Services, repository: string, ask: boolean): Promise<string | undefined> {
  const looking = l10n.t("Asking what {0} holds", repository);
  const contents = await withProgress(looking, (signal) =>
    services.models("describeRepository", { repository }, signal),
  );
  if (ask && !(await agreed(contents))) return undefined;
  const parent = vscode.Uri.joinPath(services.extension.globalStorageUri, "base").fsPath;
  const title = l10n.t("Downloading {0}", repository);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    let shown = 0;
    const onProgress = (done: number, total: number) => {
      const percent = (100 * done) / total;
      progress.report({ increment: percent - shown, message: `${megabytes(done)} / ${megabytes(total)}` });
      shown = percent;
    };
    return services.models("downloadModel", { contents, parent }, abortSignal(token), onProgress);
  });
}

async function agreed({
  endpoint,
  repository,
  commit,
  licence,
  files,
}: RepositoryContents): Promise<boolean> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const detail = [
    l10n.t("Host: {0}, and the storage that it names.", new URL(endpoint).host),
    l10n.t("Repository: {0} at {1}.", repository, commit.slice(0, 12)),
    l10n.t("Licence: {0}.", licence ?? l10n.t("not named")),
    l10n.t("Size: {0}.", megabytes(size)),
    l10n.t("Files: {0}.", files.map((file) => `${file.name} (${megabytes(file.size)})`).join(", ")),
    l10n.t("Nothing of yours is sent."),
  ].join("\n");
  const choice = l10n.t("Download");
  const question = l10n.t("Download {0}?", repository);
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, choice)) === choice;
}

const megabytes = (bytes: number): string => `${l10n.format.tenths(bytes / 1e6)} MB`;
