import * as path from "node:path";
import * as vscode from "vscode";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { trainingRoots } from "../workspace/folders";
import { chooseFolder, withProgress } from "./choose";
import { notifyOfFolder } from "./notifyOfFolder";
import { folderOutside } from "./outside";

/** What a keybinding or another extension may pass; the person is asked for the rest. */
export interface ExportArguments {
  /** Absolute path of the model's folder; the one in use when absent. */
  readonly model?: string;
  /** Absolute path of the folder to write, new or empty. */
  readonly output?: string;
  readonly onnx?: boolean;
}

/** Writes a model where the person wants it; returns the folder. */
export async function exportModel(services: Services, args: ExportArguments): Promise<string | undefined> {
  const model = args.model ?? (await modelInUse(services));
  if (model === undefined) {
    void vscode.window.showWarningMessage(l10n.t("There is no model to export: train one first."));
    return undefined;
  }
  const output = args.output ?? (await chooseOutput(model));
  if (output === undefined) return undefined;
  const onnx = args.onnx ?? true;
  const title = l10n.t("Exporting the model");
  await withProgress(title, (signal) => services.models("exportModel", { model, output, onnx }, signal));
  if (args.output === undefined) {
    const sentence = l10n.t(
      "The model is in {0}. Give it only to people who may read this workspace.",
      output,
    );
    notifyOfFolder(sentence, output);
  }
  return output;
}

async function modelInUse({ models, storage, settings }: Services): Promise<string | undefined> {
  const stored = storage === undefined ? [] : await models("listModels", { storage });
  return stored.find(({ inUse }) => inUse)?.folder ?? settings.model();
}

async function chooseOutput(model: string): Promise<string | undefined> {
  const parent = await chooseFolder(
    l10n.t("Choose the folder to write the model's folder into"),
    l10n.t("Export Here"),
    folderOutside(trainingRoots()),
  );
  if (parent === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title: l10n.t("Name of the new folder"),
    value: `model-${path.basename(model)}`,
    validateInput: (value) =>
      value === path.basename(value) && !/^\.*$/.test(value)
        ? undefined
        : l10n.t("Give a name for a folder, without / and \\."),
  });
  return name === undefined ? undefined : path.join(parent, name);
}
