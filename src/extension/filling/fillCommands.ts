import * as vscode from "vscode";
import { toErrorData } from "../../protocol/errors";
import { abortSignal } from "../cancellation";
import { COMMANDS } from "../ids";
import type { Services } from "../services";
import { MASK, maskOffsets } from "./masks";

export function registerFillCommands(services: Services): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(COMMANDS.fillDocument, () => inEditor(({ document }) => fillIn(services, document))),
    registerCommand(COMMANDS.fillSelection, () =>
      inEditor(({ document, selections }) => fillIn(services, document, selections)),
    ),
    registerCommand(COMMANDS.insertMask, () => inEditor(insertMask)),
  );
}

/** Unlike a text editor command, which would not wait for the answer. */
async function inEditor(act: (editor: vscode.TextEditor) => Promise<void>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a text editor first."));
    return;
  }
  await act(editor);
}

/** Fills every mask of the document, or of `selections`, as one edit. */
async function fillIn(
  services: Services,
  document: vscode.TextDocument,
  selections?: readonly vscode.Selection[],
): Promise<void> {
  const text = document.getText();
  const masks = maskOffsets(text).filter(
    (mask) => selections === undefined || isIn(selections, maskRange(document, mask)),
  );
  if (masks.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no [MASK] to fill here."));
    return;
  }
  const { version } = document;
  const words = await askWithProgress(services, text, masks);
  if (words === undefined) return;
  if (document.version !== version) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("The document changed meanwhile, so that nothing was filled in."),
    );
    return;
  }
  await vscode.workspace.applyEdit(replacements(document, masks, words));
}

function isIn(selections: readonly vscode.Selection[], mask: vscode.Range): boolean {
  return selections.some((selection) => selection.contains(mask));
}

function maskRange(document: vscode.TextDocument, mask: number): vscode.Range {
  return new vscode.Range(document.positionAt(mask), document.positionAt(mask + MASK.length));
}

async function askWithProgress({ filler, log }: Services, text: string, masks: readonly number[]) {
  const title = vscode.l10n.t("Filling {0} masks", masks.length);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    return await vscode.window.withProgress(options, (_progress, token) =>
      filler.words(text, masks, abortSignal(token)),
    );
  } catch (error) {
    const { kind, message } = toErrorData(error);
    if (kind !== "cancelled") {
      log.warn(message);
      void vscode.window.showErrorMessage(message);
    }
    return undefined;
  }
}

function replacements(
  document: vscode.TextDocument,
  masks: readonly number[],
  words: readonly (string | undefined)[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const [index, mask] of masks.entries()) {
    const word = words[index];
    if (word !== undefined) edit.replace(document.uri, maskRange(document, mask), word);
  }
  return edit;
}

async function insertMask(editor: vscode.TextEditor): Promise<void> {
  await editor.insertSnippet(new vscode.SnippetString("[MASK]"));
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
}
