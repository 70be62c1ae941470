import type { Lexicon } from "./lexicon";
import { nameParts } from "./nameParts";

/** The file, in a folder that is checked, with words that are right: to be committed with it. */
export const OWN_WORDS_FILE = ".mlmwords";

/** The words of such a file: one a line, in whatever case; `#` begins a comment. */
export function parseOwnWords(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/#.*$/, "").trim())
    .filter((word) => word !== "");
}

/** The text of such a file with one word more, at its end; the text itself where it has the word. */
export function addOwnWord(text: string, word: string): string {
  if (parseOwnWords(text).some((each) => each.toLowerCase() === word.toLowerCase())) return text;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  return `${text}${text === "" || text.endsWith("\n") ? "" : end}${word}${end}`;
}

/** Says whether a word is one of these, or a name of which each part is one of these or of another file. */
export function ownWords(words: Iterable<string>, lexicon: Lexicon, file: number | undefined) {
  const listed = new Set(Array.from(words, (word) => word.toLowerCase()));
  const isListed = (word: string) => listed.has(word.toLowerCase());
  return (word: string): boolean => {
    if (listed.size === 0 || isListed(word)) return listed.size > 0;
    const parts = nameParts(word);
    return (
      parts.some(isListed) && parts.every((part) => isListed(part) || lexicon.filesWithPart(part, file) > 0)
    );
  };
}
