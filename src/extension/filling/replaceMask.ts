import * as vscode from "vscode";
import { MASK, maskAt } from "../../core/masks";
import { INTERNAL_COMMANDS } from "../ids";
import { l10n } from "../l10n";

type Arguments = [uri: string, line: number, character: number, word: string];

/** The command behind a word in the hover. */
export function registerReplaceMask(): vscode.Disposable {
  return vscode.commands.registerCommand(INTERNAL_COMMANDS.replaceMask, replaceMask);
}

/** A link that puts `word` into the place of `mask`. */
export function replaceMaskLink(document: vscode.TextDocument, mask: vscode.Range, word: string): string {
  const args: Arguments = [document.uri.toString(), mask.start.line, mask.start.character, word];
  return `command:${INTERNAL_COMMANDS.replaceMask}?${encodeURIComponent(JSON.stringify(args))}`;
}

/** Only while the mask still stands there: a hover may outlive a change of the text. */
async function replaceMask(...[uri, line, character, word]: Arguments): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  if (line >= document.lineCount || maskAt(document.lineAt(line).text, character) !== character) {
    void vscode.window.showInformationMessage(l10n.t("There is no [MASK] to fill here."));
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(line, character, line, character + MASK.length), word);
  await vscode.workspace.applyEdit(edit);
}
