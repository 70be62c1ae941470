import * as vscode from "vscode";
import type { AskedRange } from "../../protocol/scoring";
import { SCORED_CONTEXT } from "../../protocol/scoring";
import { filePath } from "../filling/filler";
import { textWindow } from "../filling/textWindow";

/** Of a part in sight, in UTF-16 units: a line may be as long as the file. */
const CHARACTERS_AT_MOST = 20_000;

/** A part of a document as the predictor is asked about it. */
export interface CheckedPart {
  readonly asked: AskedRange;
  readonly range: vscode.Range;
  /** Where in the document a UTF-16 offset of the asked text stands. */
  positionAt(offset: number): vscode.Position;
}

/** The cost depends on the part, not on the document. */
export function checkedPart(document: vscode.TextDocument, inSight: vscode.Range): CheckedPart {
  const { range, text } = shortened(document, inSight);
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
    range,
    positionAt: (offset) => {
      const lines = text.slice(0, offset - start).split("\n");
      const character = lines.at(-1)!.length + (lines.length === 1 ? range.start.character : 0);
      return new vscode.Position(range.start.line + lines.length - 1, character);
    },
  };
}

/** The text of a range with `\n` as line ends, cut where it is too long. */
function shortened(document: vscode.TextDocument, { start, end }: vscode.Range) {
  let text = "";
  for (let line = start.line; line <= end.line; line++) {
    const from = line === start.line ? start.character : 0;
    const to = line === end.line ? end.character : Infinity;
    const room = CHARACTERS_AT_MOST - text.length;
    const part = document.lineAt(line).text.slice(from, Math.min(to, from + room));
    text += part;
    if (line === end.line || part.length >= room)
      return { text, range: new vscode.Range(start, new vscode.Position(line, from + part.length)) };
    text += "\n";
  }
  return { text, range: new vscode.Range(start, start) };
}
