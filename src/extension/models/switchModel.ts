import * as vscode from "vscode";
import type { LoadedModel } from "../../protocol/filling";
import { l10n } from "../l10n";
import type { Localize } from "../localize";
import type { Services } from "../services";
import type { Settings } from "../settings";
import { baseName, title } from "./describe";

/** Switches to the current model, and shows which one is in use. */
export async function switchToModelInUse({ filler, predictor, settings, log }: Services): Promise<void> {
  const loaded = (await filler.reload()) ?? (await predictor.model());
  if (loaded === undefined) return; // why was said where it was found
  const sentence = l10n.t("In use now: {0}.", nameOf(loaded, settings, l10n));
  log.info(sentence);
  void vscode.window.showInformationMessage(sentence);
}

/** What sentences call a model that is loaded. */
export function nameOf({ listed }: LoadedModel, settings: Settings, localize: Localize): string {
  return listed === undefined ? baseName(settings.model(), localize) : title(listed);
}
