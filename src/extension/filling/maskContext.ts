import * as vscode from "vscode";
import { holdsMask } from "../../core/masks";
import { setContext } from "../context";
import { CONTEXT_KEYS } from "../ids";

/** A burst of typing is looked at once. */
const REST_MS = 200;

/** Keeps the context key that says whether the active editor's document holds a mask. */
export function registerMaskContext(): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const update = (): void => {
    const { document } = vscode.window.activeTextEditor ?? {};
    void setContext(CONTEXT_KEYS.hasMask, document !== undefined && holdsMask(document.getText()));
  };
  const updateSoon = ({ document }: vscode.TextDocumentChangeEvent): void => {
    if (document !== vscode.window.activeTextEditor?.document) return;
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
