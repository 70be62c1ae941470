import * as vscode from "vscode";
import { MASK, maskAt, maskBeforeLetters, nearestMask } from "../../core/masks";

/** Providers for every language and scheme. A pattern ranks with the language's own providers, where `*` would not. */
export const EVERYWHERE: vscode.DocumentSelector = { pattern: "**" };

/** The range of the mask that holds or touches `position`. */
export function maskRangeAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Range | undefined {
  return maskRange(position.line, maskAt(document.lineAt(position.line).text, position.character));
}

/** The range of the mask that holds or touches `position`, or of one before it with the letters between them. */
export function maskAndLettersAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Range | undefined {
  const start = maskBeforeLetters(document.lineAt(position.line).text, position.character);
  if (start === undefined) return maskRangeAt(document, position);
  return new vscode.Range(position.with({ character: start }), position);
}

/** The range of the mask in the line of `position` that is nearest to it. */
export function nearestMaskRange(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Range | undefined {
  return maskRange(position.line, nearestMask(document.lineAt(position.line).text, position.character));
}

function maskRange(line: number, start: number | undefined): vscode.Range | undefined {
  return start === undefined ? undefined : new vscode.Range(line, start, line, start + MASK.length);
}
