import { MASK } from "../../core/masks";
import type { FillParams } from "../../protocol/filling";
import { REACH } from "../filling/fillText";
import { type Lines, type Place, textWindow } from "../filling/textWindow";

const LETTERS_BEFORE = /[\p{L}\p{M}\p{N}]*$/u;
const STARTS_WORD = /^\p{L}/u;
const GOES_ON = /^[\p{L}\p{M}\p{N}]/u;
/** More letters than a word has that a person types on. */
const LETTERS_AT_MOST = 40;

/** A word that is being typed, or about to be. */
export interface TypedWord {
  /** UTF-16 units from the line's start. */
  readonly start: number;
  /** Its letters so far; empty between words. */
  readonly letters: string;
}

/** The word that ends at the cursor; undefined inside a word and behind a number. Looks at a few characters only. */
export function typedWord(line: string, cursor: number): TypedWord | undefined {
  const [letters] = LETTERS_BEFORE.exec(line.slice(Math.max(0, cursor - LETTERS_AT_MOST), cursor))!;
  const isInside = GOES_ON.test(line.slice(cursor, cursor + 2));
  if (isInside || letters.length === LETTERS_AT_MOST) return undefined;
  return letters === "" || STARTS_WORD.test(letters)
    ? { start: cursor - letters.length, letters }
    : undefined;
}

/** What the model is asked: the text on both sides with a mask in the word's place, and what the word begins with. */
export function question(
  lines: Lines,
  { line, character }: Place,
  { start, letters }: TypedWord,
): Pick<FillParams, "text" | "masks" | "prefix"> {
  const { text, offset } = textWindow(lines, { line, character: start }, REACH);
  const typed = character - start;
  return {
    text: text.slice(0, offset) + MASK + text.slice(offset + typed),
    masks: [offset],
    prefix: letters,
  };
}
