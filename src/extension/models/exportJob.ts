import * as path from "node:path";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { trainingRoots } from "../workspace/folders";
import { ensureCanTrain } from "../workspace/obstacle";
import { trainParams } from "../workspace/trainParams";
import { chooseFolder, withProgress } from "./choose";
import { notifyOfFolder } from "./notifyOfFolder";
import { folderOutside } from "./outside";

/** What a keybinding or another extension may pass; the person is asked for the rest. */
export interface ExportJobArguments {
  /** Absolute path of the folder to write, new or empty. */
  readonly output?: string;
}

/** Writes what training here would do as a folder that runs elsewhere; returns the folder. */
export async function exportJob(services: Services, args: ExportJobArguments): Promise<string | undefined> {
  if (!ensureCanTrain(services)) return undefined;
  const workspace = trainParams(services);
  const output = args.output ?? (await chooseOutput());
  if (output === undefined) return undefined;
  const title = l10n.t("Exporting the training job");
  await withProgress(title, (signal) => services.models("exportJob", { workspace, output }, signal));
  if (args.output === undefined) {
    const sentence = l10n.t(
      "The training job is in {0}. It holds the text of this workspace; its README says how to run it.",
      output,
    );
    notifyOfFolder(sentence, output);
  }
  return output;
}

async function chooseOutput(): Promise<string | undefined> {
  const title = l10n.t("Choose the folder to write the training job into");
  const parent = await chooseFolder(title, l10n.t("Export Here"), folderOutside(trainingRoots()));
  return parent === undefined ? undefined : path.join(parent, "workspace-mlm-job");
}
