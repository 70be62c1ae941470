import * as vscode from "vscode";
import { type AskedRange, SCORED_CONTEXT } from "../../protocol/scoring";
import { filePath } from "../filling/filler";
import { textWindow } from "../filling/textWindow";

/** A part of a document as the predictor is asked about it. */
export interface CheckedPart {
  readonly asked: AskedRange;
  /** Where in the document a UTF-16 offset of the asked text stands. */
  positionAt(offset: number): vscode.Position;
}

/** The cost depends on the part, not on the document. */
export function checkedPart(document: vscode.TextDocument, range: vscode.Range): CheckedPart {
  const text = document.getText(range).replaceAll("\r\n", "\n"); // as a window joins lines
  const before = textWindow(document, range.start, SCORED_CONTEXT);
  const after = textWindow(document, range.end, SCORED_CONTEXT);
  const start = before.offset;
  const path = filePath(document);
  return {
    asked: {
      text: before.text.slice(0, start) + text + after.text.slice(after.offset),
      start,
      end: start + text.length,
      ...(path !== undefined && { path }),
    },
    positionAt: (offset) => {
      const lines = text.slice(0, offset - start).split("\n");
      const character = lines.at(-1)!.length + (lines.length === 1 ? range.start.character : 0);
      return new vscode.Position(range.start.line + lines.length - 1, character);
    },
  };
}
