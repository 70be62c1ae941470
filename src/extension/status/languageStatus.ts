import * as vscode from "vscode";
import { EVERYWHERE } from "../filling/maskRange";
import { COMMANDS, LANGUAGE_STATUS_ITEM } from "../ids";
import { l10n } from "../l10n";
import { nameOf } from "../models/switchModel";
import type { Services } from "../services";
import { modelStatus } from "./modelStatus";

/** Shows beside the language, in every editor, which model fills. */
export function registerLanguageStatus({ predictor, training, settings }: Services): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(LANGUAGE_STATUS_ITEM, EVERYWHERE);
  item.name = "Workspace MLM";
  item.command = { command: COMMANDS.manageModels, title: l10n.t("Manage Models") };
  const show = (): void => {
    const name = (model: Parameters<typeof nameOf>[0]) => nameOf(model, settings, l10n);
    const now = { predictor: predictor.state, training: training.state.kind, name };
    const { text, detail, isBusy, isWrong } = modelStatus(now, l10n);
    const { Warning, Information } = vscode.LanguageStatusSeverity;
    Object.assign(item, { text, detail, busy: isBusy, severity: isWrong ? Warning : Information });
  };
  show();
  return vscode.Disposable.from(item, predictor.onDidChangeState(show), training.onDidChangeState(show));
}
