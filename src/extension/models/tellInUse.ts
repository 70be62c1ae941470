import * as vscode from "vscode";
import type { LoadedModel } from "../../protocol/filling";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { baseName, title } from "./describe";

/** Turns to the model that is current now, and says which one fills. */
export async function turnToModelInUse(services: Services): Promise<void> {
  const { filler, predictor } = services;
  const loaded = (await filler.reload()) ?? (await predictor.model());
  if (loaded === undefined) return; // why was said where it was found
  const sentence = l10n.t("In use now: {0}.", await nameOf(loaded, services));
  services.log.info(sentence);
  void vscode.window.showInformationMessage(sentence);
}

async function nameOf(
  { model, trained }: LoadedModel,
  { models, storage, settings }: Services,
): Promise<string> {
  const stored = trained ? await models("listModels", { storage: storage! }) : [];
  const found = stored.find(({ folder }) => folder === model);
  return found === undefined ? baseName(settings.model(), l10n) : title(found);
}
