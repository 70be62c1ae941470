import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import type { Localize } from "../localize";
import { describeExit, type Exit, type Role } from "./exit";

/** Shows in one sentence that a process ended by itself, with an offer to show the log. */
export function reportCrash(role: Role, exit: Exit, log: vscode.LogOutputChannel): void {
  showError(describeExit(role, exit, l10n), log);
}

/** Shows that the prediction process is not started any more, with an offer to start it all the same. */
export function reportGivingUp(exit: Exit, log: vscode.LogOutputChannel): void {
  log.error(describeExit("predictor", exit, l10n));
  showError(gaveUpText(l10n), log, {
    title: l10n.t("Start Prediction Again"),
    command: COMMANDS.restartPredictor,
  });
}

export function gaveUpText({ t }: Localize): string {
  return t(
    "The prediction process crashed several times and is not started by itself any more: the command {0} starts it.",
    `"${t("Start Prediction Again")}"`,
  );
}

function showError(
  sentence: string,
  log: vscode.LogOutputChannel,
  ...remedies: readonly { readonly title: string; readonly command: string }[]
): void {
  const actions = [...remedies, { title: l10n.t("Show Log"), command: COMMANDS.showLog }];
  log.error(sentence);
  void vscode.window.showErrorMessage(sentence, ...actions).then((choice) => {
    if (choice !== undefined) void vscode.commands.executeCommand(choice.command);
  });
}
