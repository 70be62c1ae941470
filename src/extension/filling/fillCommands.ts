import * as vscode from "vscode";
import { MASK, maskOffsets } from "../../core/masks";
import { setContext } from "../context";
import { COMMANDS, CONTEXT_KEYS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { filePath } from "./filler";
import { inEditor } from "./inEditor";
import { withSlowProgress } from "./slowProgress";

/** With more, Tab would be taken from the person for long. */
const STEPS_AT_MOST = 50;

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

/** One edit; few enough masks become places to step through with Tab, each with its words to choose from. */
function replacements(
  document: vscode.TextDocument,
  masks: readonly number[],
  words: readonly (readonly string[])[],
): vscode.WorkspaceEdit {
  const replace = masks.length <= STEPS_AT_MOST ? choice : plain;
  const edits = masks.flatMap((mask, index) => {
    const found = words[index]!;
    return found.length === 0 ? [] : [replace(maskRange(document, mask), found, index + 1)];
  });
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits);
  return edit;
}

/** `place` counts from 1: places of one number would be changed together. */
function choice(range: vscode.Range, words: readonly string[], place: number): vscode.SnippetTextEdit {
  const snippet = new vscode.SnippetString();
  if (words.length === 1) snippet.appendPlaceholder(words[0]!, place);
  else snippet.appendChoice([...words], place);
  return vscode.SnippetTextEdit.replace(range, snippet);
}

function plain(range: vscode.Range, [word]: readonly string[]): vscode.TextEdit {
  return vscode.TextEdit.replace(range, word!);
}

function tellReadOnly(): void {
  void vscode.window.showWarningMessage(l10n.t("This document cannot be changed."));
}

async function insertMask(editor: vscode.TextEditor): Promise<void> {
  if (!(await editor.insertSnippet(new vscode.SnippetString(MASK)))) return tellReadOnly();
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
}
