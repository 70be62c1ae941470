import * as vscode from "vscode";
import type { ListedModel } from "../../protocol/models";
import type { WordsFound } from "../../protocol/words";
import { wordsText } from "../../report/words";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { ensureCanTrain } from "../workspace/obstacle";
import { trainParams } from "../workspace/trainParams";
import { chooseFolder, withProgress } from "./choose";
import { switchToModelInUse } from "./switchModel";

/** What a keybinding or another extension may pass; the person is asked for the rest. */
export interface ImportArguments {
  /** Absolute path of the folder to copy, in Hugging Face layout. */
  readonly folder?: string;
  readonly name?: string;
  /** Whether to put it into use. */
  readonly use?: boolean;
}

export interface ImportedModel extends ListedModel {
  /** On the workspace's hidden words; absent where there is too little text. */
  readonly evaluation?: WordsFound;
}

/** Copies a model into the workspace's store and says how good it is there. */
export async function importModel(
  services: Services,
  args: ImportArguments,
): Promise<ImportedModel | undefined> {
  if (!ensureCanTrain(services)) return undefined;
  const storage = services.storage!; // there is one wherever a folder is open
  const title = l10n.t("Choose a model folder in Hugging Face layout");
  const folder = args.folder ?? (await chooseFolder(title, l10n.t("Import")));
  if (folder === undefined) return undefined;
  const imported = await withProgress(l10n.t("Importing the model"), async (signal) => {
    const params = { folder, storage, ...(args.name !== undefined && { name: args.name }) };
    const model = await services.models("importModel", params, signal);
    const evaluation = await evaluate(services, model, signal);
    return { ...model, ...(evaluation && { evaluation }) };
  });
  if (args.use ?? (args.folder === undefined && (await wanted(imported)))) {
    await services.models("useModel", { storage, run: imported.run });
    await switchToModelInUse(services);
  }
  return imported;
}

/** The model is imported even if nothing can be held out, or the person stops the evaluation. */
async function evaluate(services: Services, { folder }: ListedModel, signal: AbortSignal) {
  const params = { model: folder, workspace: trainParams(services) };
  return services.models("evaluateModel", params, signal).catch((error: Error) => {
    services.log.warn(describeError(error, l10n).message);
    return undefined;
  });
}

async function wanted({ name, evaluation }: ImportedModel): Promise<boolean> {
  const use = l10n.t("Use It");
  const sentence = evaluation
    ? l10n.t("{0} is imported: {1}.", name ?? "", wordsText(evaluation, { l10n, format: l10n.format }))
    : l10n.t("{0} is imported.", name ?? "");
  return (await vscode.window.showInformationMessage(sentence, use)) === use;
}
