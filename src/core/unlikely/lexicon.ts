import { nameParts } from "./nameParts";
import { NearWords } from "./nearWords";

/** A file by a number; negative ones are no files. */
export const VOCABULARY = -1;

/** Files that are told apart for a word. */
const MOST_FILES = 3;

/** Which words there are, in which files, and which of them are alike. */
export class Lexicon {
  /** Of words as they are written, and of parts of names in small letters: up to `MOST_FILES` that have it. */
  readonly #files = new Map<string, number[]>();
  readonly #filesOfParts = new Map<string, number[]>();
  readonly words = new NearWords();
  /** Parts of names in small letters. */
  readonly parts = new NearWords();

  /** Adds a word of a file. */
  add(word: string, file: number): void {
    if (!note(this.#files, word, file)) return;
    this.words.add(word);
    for (const part of nameParts(word).map((each) => each.toLowerCase())) {
      note(this.#filesOfParts, part, file);
      if (part.length > 2) this.parts.add(part);
    }
  }

  /** In how many files a word stands as it is written, at most `MOST_FILES`, `own` left out. */
  filesWith(word: string, own: number | undefined): number {
    return count(this.#files.get(word), own);
  }

  /** Likewise a part of a name, in whatever case. */
  filesWithPart(part: string, own: number | undefined): number {
    return count(this.#filesOfParts.get(part.toLowerCase()), own);
  }
}

/** Notes a file of a word; whether that was to be noted. */
function note(words: Map<string, number[]>, word: string, file: number): boolean {
  const files = words.get(word);
  if (files === undefined) words.set(word, [file]);
  else if (files.length === MOST_FILES || files.includes(file)) return false;
  else files.push(file);
  return true;
}

function count(files: readonly number[] | undefined, own: number | undefined): number {
  return files?.filter((file) => file >= 0 && file !== own).length ?? 0;
}
