/** A whole word of a text, to be found from what stands around it; whatever vocabulary a model has, it is asked the same. */
export interface WordQuestion {
  /** The path of the text's file from the folder that is read, with `/`. */
  readonly file: string;
  /** At most `CONTEXT` UTF-16 units of the text on each side of the word. */
  readonly before: string;
  readonly word: string;
  readonly after: string;
}

/** More than the tokens that a model sees at once. */
const CONTEXT = 1500;
const MIN_LETTERS = 3;
/** Longer ones are encoded data rather than words. */
const MAX_LENGTH = 30;
/** A tokenizer's word: letters and digits, as `_` and `.` stand between words. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const BEGINS_WITH_LETTER = /^\p{L}/u;
const LETTERS = /\p{L}/gu;
/** Of scripts that do not write spaces tokenizers make words of single characters. */
const WITHOUT_SPACES =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Calls `visit` with where each word that a person might hide begins and ends, in UTF-16 units. */
export function forEachAskableWord(text: string, visit: (start: number, end: number) => void): void {
  for (const { 0: word, index } of text.matchAll(WORD))
    if (isAskable(word)) visit(index, index + word.length);
}

/** Whether a person might hide the word. */
export function isAskable(word: string): boolean {
  return (
    word.length <= MAX_LENGTH &&
    BEGINS_WITH_LETTER.test(word) &&
    !WITHOUT_SPACES.test(word) &&
    (word.match(LETTERS)?.length ?? 0) >= MIN_LETTERS
  );
}

/** The question for the word that stands from `start` to `end` in a file's text. */
export function questionAt(file: string, text: string, start: number, end: number): WordQuestion {
  return {
    file,
    before: text.slice(Math.max(0, start - CONTEXT), start),
    word: text.slice(start, end),
    after: text.slice(end, end + CONTEXT),
  };
}
