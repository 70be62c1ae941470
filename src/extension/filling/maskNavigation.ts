import * as vscode from "vscode";
import { MASK, maskAfter, maskBefore, maskOffsets } from "../../core/masks";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { inEditor } from "./inEditor";

/** The commands that go from mask to mask, around the end of the document. */
export function registerMaskNavigation(): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(COMMANDS.nextMask, () => inEditor((editor) => goTo(editor, maskAfter))),
    registerCommand(COMMANDS.previousMask, () => inEditor((editor) => goTo(editor, maskBefore))),
  );
}

/** Puts the cursor behind a mask and opens the list of words. */
async function goTo(editor: vscode.TextEditor, choose: typeof maskAfter): Promise<void> {
  const { document } = editor;
  const mask = choose(maskOffsets(document.getText()), document.offsetAt(editor.selection.active));
  if (mask === undefined) {
    void vscode.window.showInformationMessage(l10n.t("There is no [MASK] to fill here."));
    return;
  }
  const end = document.positionAt(mask + MASK.length);
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
}
