import * as vscode from "vscode";
import { setContext } from "../context";
import { COMMANDS, CONTEXT_KEYS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { filePath } from "./filler";
import { inEditor } from "./inEditor";
import { MASK, maskOffsets } from "./masks";
import { withSlowProgress } from "./slowProgress";

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
    void vscode.window.showInformationMessage(l10n.t("There is no [MASK] to fill here."));
    return;
  }
  const { version } = document;
  const words = await askWithProgress(services, document, masks);
  if (words === undefined) return;
  if (document.version !== version) {
    void vscode.window.showWarningMessage(
      l10n.t("The document changed meanwhile, so that nothing was filled in."),
    );
    return;
  }
  const isDone = await vscode.workspace.applyEdit(replacements(document, masks, words));
  if (isDone) void setContext(CONTEXT_KEYS.hasFilled, true);
  else tellReadOnly();
}

function isIn(selections: readonly vscode.Selection[], mask: vscode.Range): boolean {
  return selections.some((selection) => selection.contains(mask));
}

function maskRange(document: vscode.TextDocument, mask: number): vscode.Range {
  return new vscode.Range(document.positionAt(mask), document.positionAt(mask + MASK.length));
}

async function askWithProgress(
  { filler, log }: Services,
  document: vscode.TextDocument,
  masks: readonly number[],
) {
  const title = l10n.t("Filling [MASK]");
  try {
    return await withSlowProgress(title, masks.length, (onProgress, signal) =>
      filler.words(document.getText(), masks, { onProgress, signal, path: filePath(document) }),
    );
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
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

function tellReadOnly(): void {
  void vscode.window.showWarningMessage(l10n.t("This document cannot be changed."));
}

async function insertMask(editor: vscode.TextEditor): Promise<void> {
  if (!(await editor.insertSnippet(new vscode.SnippetString(MASK)))) return tellReadOnly();
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
}
