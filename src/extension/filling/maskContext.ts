import * as vscode from "vscode";
import { holdsMask, reachOfEdit } from "../../core/masks";
import { setContext } from "../context";
import { CONTEXT_KEYS } from "../ids";

/** A burst of typing is looked at once. */
const REST_MS = 200;

/** Keeps the context key that says whether the active editor's document holds a mask. */
export function registerMaskContext(): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let hasMask = false;
  const update = (): void => {
    const { document } = vscode.window.activeTextEditor ?? {};
    hasMask = document !== undefined && holdsMask(document.getText());
    void setContext(CONTEXT_KEYS.hasMask, hasMask);
  };
  const updateSoon = (event: vscode.TextDocumentChangeEvent): void => {
    if (event.document !== vscode.window.activeTextEditor?.document) return;
    if (!hasMask && !mayBringMask(event)) return;
    clearTimeout(timer);
    timer = setTimeout(update, REST_MS);
  };
  update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument(updateSoon),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Whether a document that held no mask is worth reading again. */
function mayBringMask({
  document,
  contentChanges: [change, ...more],
}: vscode.TextDocumentChangeEvent): boolean {
  if (change === undefined || more.length > 0) return more.length > 0;
  const { from, to } = reachOfEdit(change.range.start, change.text);
  return holdsMask(document.getText(new vscode.Range(from.line, from.character, to.line, to.character)));
}
