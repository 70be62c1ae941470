import * as vscode from "vscode";
import { l10n } from "../l10n";

/** Acts on the active editor. Unlike a text editor command it waits for the end, and says where there is no editor. */
export async function inEditor(act: (editor: vscode.TextEditor) => Promise<void>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(l10n.t("Open a text editor first."));
    return;
  }
  await act(editor);
}
