import * as vscode from "vscode";
import { inEditor } from "../filling/inEditor";
import { COMMANDS, CONFIGURATION, SETTINGS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { Checker } from "./checker";
import { Findings } from "./findings";
import { registerQuickFixes } from "./quickFixes";
import { watchSight } from "./watchSight";

const SHOWN_MS = 5_000;

/** Marks words that the model finds out of place: on demand, or always after a pause, by the setting. */
export function registerUnlikelyWords(services: Services): vscode.Disposable {
  const findings = new Findings(vscode.languages.createDiagnosticCollection(DIAGNOSTICS));
  const checker = new Checker(services.predictor, findings);
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    findings,
    checker,
    registerQuickFixes(findings),
    watchSight(services, checker, findings),
    registerCommand(COMMANDS.showUnlikelyWords, () =>
      inEditor((editor) => show(services, checker, findings, editor)),
    ),
    registerCommand(COMMANDS.hideUnlikelyWords, () => findings.clear()),
    vscode.workspace.onDidCloseTextDocument((document) => findings.forget(document)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${CONFIGURATION}.${SETTINGS.unlikelyWords}`)) findings.clear();
    }),
  );
}

const DIAGNOSTICS = "workspaceMlm.unlikelyWords";

async function show(
  { settings, log }: Services,
  checker: Checker,
  findings: Findings,
  editor: vscode.TextEditor,
): Promise<void> {
  if (settings.unlikelyWords() === "off") {
    void vscode.window.showInformationMessage(
      l10n.t("Unlikely words are switched off by the setting workspaceMlm.unlikelyWords."),
    );
    return;
  }
  const options = { location: vscode.ProgressLocation.Window, title: l10n.t("Looking for unlikely words") };
  try {
    const isWhole = await vscode.window.withProgress(options, async () => checker.check([editor], "medium"));
    if (isWhole) tell(findings.count(editor.document));
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind === "cancelled") return;
    log.warn(message);
    void vscode.window.showErrorMessage(message);
  }
}

function tell(count: number): void {
  if (count === 0) void vscode.window.showInformationMessage(l10n.t("There is no unlikely word in sight."));
  else vscode.window.setStatusBarMessage(l10n.t("Unlikely words: {0}", count), SHOWN_MS);
}
