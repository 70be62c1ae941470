import * as vscode from "vscode";
import { EVERYWHERE } from "../filling/maskRange";
import { percent } from "../filling/percent";
import { INTERNAL_COMMANDS } from "../ids";
import { l10n } from "../l10n";
import type { Finding } from "./finding";
import { type Findings, rangeOf } from "./findings";
import { ownWordsFile, writeOwnWord } from "./ownWords";

const FIXES_OFFERED = 3;
/** The least probability of one that is not the best. */
const LEAST = 0.01;

export function registerQuickFixes(findings: Findings): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range) =>
      findings.at(document, range).flatMap((finding) => actionsFor(document, finding)),
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(EVERYWHERE, provider, { providedCodeActionKinds }),
    vscode.commands.registerCommand(INTERNAL_COMMANDS.addOwnWord, async (file: string, word: string) => {
      await writeOwnWord(vscode.Uri.parse(file), word);
      findings.forgetWord(word);
    }),
  );
}

function actionsFor(document: vscode.TextDocument, finding: Finding): vscode.CodeAction[] {
  const file = ownWordsFile(document);
  return [...changes(document, finding), ...(file === undefined ? [] : [isRight(file, finding.word)])];
}

function changes(document: vscode.TextDocument, finding: Finding): vscode.CodeAction[] {
  const likely = finding.fixes.filter(({ probability }, rank) => rank === 0 || probability >= LEAST);
  return likely.slice(0, FIXES_OFFERED).map(({ word, probability }, rank) => {
    const title = l10n.t("Change to '{0}' ({1})", word, percent(probability, l10n.format));
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, rangeOf(document, finding), word);
    action.isPreferred = rank === 0;
    return action;
  });
}

function isRight(file: vscode.Uri, word: string): vscode.CodeAction {
  const title = l10n.t("'{0}' is right here", word);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: INTERNAL_COMMANDS.addOwnWord, arguments: [file.toString(), word] };
  return action;
}
