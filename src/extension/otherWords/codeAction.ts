import * as vscode from "vscode";
import { EVERYWHERE } from "../filling/maskRange";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { phraseInDocument } from "./phraseInDocument";

const KIND = vscode.CodeActionKind.RefactorRewrite;

/** Where the actions are asked for or words are selected: a light bulb beside every word would be a nuisance. */
export function registerOtherWordsAction(): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, { triggerKind }) => {
      const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke || !range.isEmpty;
      return isAsked && phraseInDocument(document, range) !== undefined ? [action()] : [];
    },
  };
  return vscode.languages.registerCodeActionsProvider(EVERYWHERE, provider, {
    providedCodeActionKinds: [KIND],
  });
}

function action(): vscode.CodeAction {
  const title = l10n.t("Suggest Other Words");
  const found = new vscode.CodeAction(title, KIND);
  found.command = { title, command: COMMANDS.suggestOtherWords };
  return found;
}
