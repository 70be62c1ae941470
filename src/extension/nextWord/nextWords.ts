import * as vscode from "vscode";
import type { Candidate } from "../../protocol/filling";
import { filePath } from "../filling/filler";
import { maskAndLettersAt } from "../filling/maskRange";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { question, typedWord } from "./typedWord";

/** A later answer is of no use to somebody who types. */
const TIME_LIMIT_MS = 500;
/** Marks are typed as fast as they are chosen. */
const WORD = /^\p{L}/u;

/** What a person may be typing at a position. */
export interface NextWords {
  /** What is typed of the word. */
  readonly range: vscode.Range;
  /** Best first; each begins with what is typed. */
  readonly words: readonly Candidate[];
}

/** The words that may be meant; undefined where no word can be typed, at a mask, whose own words are offered, and without an answer in time. */
export async function nextWords(
  { filler, log }: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
  options: { readonly count: number; readonly signal: AbortSignal },
): Promise<NextWords | undefined> {
  const typed = typedWord(document.lineAt(position.line).text, position.character);
  if (typed === undefined || maskAndLettersAt(document, position) !== undefined) return undefined;
  const path = filePath(document);
  const params = {
    ...question(document, position, typed),
    topK: options.count,
    ...(path !== undefined && { path }),
  };
  try {
    const { fills } = await filler.fill(params, options.signal, TIME_LIMIT_MS);
    const range = new vscode.Range(position.with({ character: typed.start }), position);
    return { range, words: (fills[0]?.candidates ?? []).filter(({ token_str }) => WORD.test(token_str)) };
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind !== "cancelled") log.debug(message);
    return undefined;
  }
}
