import * as vscode from "vscode";
import { holdsMask } from "../../core/masks";
import { REACH } from "../filling/fillText";
import { maskRangeAt } from "../filling/maskRange";
import { textWindow } from "../filling/textWindow";
import type { Place } from "./likelyPhrases";
import { joined, phraseOf } from "./phrase";

/** More characters than a person selects to see other words for. */
const SELECTED_AT_MOST = 200;
/** Letters of the word at the cursor on each side that are looked at, however long the line is. */
const WORD_REACH = 100;

/** The words that are selected, without what stands around them, or the one that holds or touches the cursor. */
export interface PhraseInDocument extends Place {
  readonly range: vscode.Range;
  /** As it is written there. */
  readonly text: string;
}

/** Undefined where there is no word, and at a mask, which is filled instead. */
export function phraseInDocument(
  document: vscode.TextDocument,
  selection: vscode.Range,
): PhraseInDocument | undefined {
  const around = selection.isEmpty ? wordAround(document, selection.start) : selection;
  const start = document.offsetAt(around.start);
  if (document.offsetAt(around.end) - start > SELECTED_AT_MOST) return undefined;
  if (isAtMask(document, around)) return undefined;
  const phrase = phraseOf(document.getText(around));
  if (phrase === undefined) return undefined;
  const written = joined(phrase.words, phrase.between);
  const from = document.positionAt(start + phrase.start);
  const to = document.positionAt(start + phrase.start + written.length);
  const [head, tail] = [textWindow(document, from, REACH), textWindow(document, to, REACH)];
  return {
    range: new vscode.Range(from, to),
    text: written,
    phrase,
    before: head.text.slice(0, head.offset),
    after: tail.text.slice(tail.offset),
  };
}

function isAtMask(document: vscode.TextDocument, { start, end }: vscode.Range): boolean {
  const touched = [start, end].some((position) => maskRangeAt(document, position) !== undefined);
  return touched || holdsMask(document.getText(new vscode.Range(start, end)));
}

function wordAround(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Range {
  const { text } = document.lineAt(line);
  const letters = /[\p{L}\p{M}\p{N}]*/u;
  const behind = letters.exec(text.slice(character, character + WORD_REACH))![0].length;
  const before = /[\p{L}\p{M}\p{N}]*$/u.exec(text.slice(Math.max(0, character - WORD_REACH), character))![0];
  return new vscode.Range(line, character - before.length, line, character + behind);
}
