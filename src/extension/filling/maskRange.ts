import * as vscode from "vscode";
import { MASK, maskAt } from "./masks";

/** Providers for every language and scheme. A pattern ranks with the language's own providers, where `*` would not. */
export const EVERYWHERE: vscode.DocumentSelector = { pattern: "**" };

/** The range of the mask that holds or touches `position`. */
export function maskRangeAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Range | undefined {
  const character = maskAt(document.lineAt(position.line).text, position.character);
  if (character === undefined) return undefined;
  return new vscode.Range(position.line, character, position.line, character + MASK.length);
}
