import * as vscode from "vscode";
import { COMMANDS, REPORT_PANEL } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { ReportPanel } from "./reportPanel";

/** The command that shows the training report, and its panel after a reload of the window. */
export function registerReport(services: Services): vscode.Disposable {
  const panel = new ReportPanel(services);
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand(COMMANDS.showReport, () => showReport(services, panel)),
    vscode.window.registerWebviewPanelSerializer(REPORT_PANEL, {
      async deserializeWebviewPanel(restored) {
        if ((await services.reports.last()) === undefined) restored.dispose();
        else panel.adopt(restored);
      },
    }),
  );
}

async function showReport({ reports }: Services, panel: ReportPanel): Promise<void> {
  if ((await reports.last()) !== undefined) return panel.show();
  const train = l10n.t("Train MLM on Workspace");
  const sentence = l10n.t("There is no training to report on yet.");
  void vscode.window.showInformationMessage(sentence, train).then((choice) => {
    if (choice === train) void vscode.commands.executeCommand(COMMANDS.train);
  });
}
