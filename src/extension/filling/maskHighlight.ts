import * as vscode from "vscode";
import { MASK, maskOffsets } from "../../core/masks";
import { COLORS, CONFIGURATION, SETTINGS } from "../ids";
import type { Services } from "../services";

/** Of a line, from its beginning: more is hardly ever seen. */
const CHARACTERS_LOOKED_AT = 20_000;

/** Marks the masks that are in sight, so that none is left in a file by mistake. */
export function registerMaskHighlight({ settings }: Services): vscode.Disposable {
  const { window, workspace } = vscode;
  const mark = window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(COLORS.maskBackground),
    border: "1px solid",
    borderColor: new vscode.ThemeColor(COLORS.maskBorder),
    borderRadius: "2px",
  });
  const show = (editor: vscode.TextEditor): void =>
    editor.setDecorations(mark, settings.filling().highlight ? masksInSight(editor) : []);
  const showAll = (): void => window.visibleTextEditors.forEach(show);
  showAll();
  return vscode.Disposable.from(
    mark,
    window.onDidChangeVisibleTextEditors(showAll),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => show(textEditor)),
    workspace.onDidChangeTextDocument(({ document }) => {
      for (const editor of window.visibleTextEditors) if (editor.document === document) show(editor);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${CONFIGURATION}.${SETTINGS.highlightMasks}`)) showAll();
    }),
  );
}

function masksInSight({ document, visibleRanges }: vscode.TextEditor): vscode.Range[] {
  return visibleRanges.flatMap((range) => {
    const { start, end } = document.validateRange(range); // the editor learns later that lines were deleted
    const lines = Array.from({ length: end.line - start.line + 1 }, (_, at) => start.line + at);
    return lines.flatMap((line) => masksInLine(document, line));
  });
}

function masksInLine(document: vscode.TextDocument, line: number): vscode.Range[] {
  const text = document.lineAt(line).text.slice(0, CHARACTERS_LOOKED_AT);
  return maskOffsets(text).map((start) => new vscode.Range(line, start, line, start + MASK.length));
}
