import * as vscode from "vscode";
import { CONFIGURATION } from "./ids";
import { l10n } from "./l10n";
import { describeError } from "./localize";

/** Shows what went wrong, unless the person cancelled it or knows already. */
export function reportFailure({ log }: { readonly log: vscode.LogOutputChannel }, error: unknown): void {
  const { kind, message } = describeError(error, l10n);
  if (kind === "cancelled" || kind === "closed") return; // a crash was reported as such, an end was wanted
  log.error(message);
  const openSettings = l10n.t("Open Settings");
  const remedies = kind === "bad-option" ? [openSettings] : [];
  void vscode.window.showErrorMessage(message, ...remedies).then((choice) => {
    if (choice === openSettings)
      void vscode.commands.executeCommand("workbench.action.openSettings", settingsQuery(message));
  });
}

/** The query for the setting that the sentence names, or for all of ours. */
function settingsQuery(sentence: string): string {
  const [setting] = new RegExp(`\\b${CONFIGURATION}(\\.\\w+)+`).exec(sentence) ?? [];
  return setting === undefined ? CONFIGURATION : `@id:${setting}`;
}
