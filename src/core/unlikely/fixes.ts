import { inCaseOf } from "../letterCase";
import { MOST_EDITS } from "./edits";
import type { Lexicon } from "./lexicon";
import { nameParts } from "./nameParts";
import type { NearWord, NearWords } from "./nearWords";

/** What a word may be meant to be. */
export interface Fix extends NearWord {
  /** Whether another file or the document has it; else the vocabulary alone, or its parts alone. */
  readonly isFamiliar: boolean;
}

/** Words that are judged in the place of another; of more, those with the fewest edits, familiar ones first. */
const MOST_FIXES = 24;

/** Words of the lexicon and of its document within two edits of a word, and names of which one part is. */
export function fixesFor(
  word: string,
  lexicon: Lexicon,
  document: NearWords,
  own: number | undefined,
): Fix[] {
  const fixes = new Map<string, Fix>();
  const files = (fix: string) => lexicon.filesWith(fix, own);
  const add = (fix: string, edits: number) => {
    if (!isOtherSpelling(word, fix) || (fixes.get(fix)?.edits ?? Number.POSITIVE_INFINITY) <= edits) return;
    fixes.set(fix, { word: fix, edits, isFamiliar: files(fix) > 0 || document.has(fix) });
  };
  for (const near of wordsNear(word, [lexicon.words, document])) add(near.word, near.edits);
  for (const near of namesNear(word, lexicon, own)) add(near.word, near.edits);
  const closeness = ({ edits, isFamiliar }: Fix) => edits - Number(isFamiliar);
  return [...fixes.values()]
    .sort((a, b) => closeness(a) - closeness(b) || files(b.word) - files(a.word))
    .slice(0, MOST_FIXES);
}

/** Whether two words differ in their letters: other digits make another name, and other case is no matter of spelling. */
function isOtherSpelling(word: string, fix: string): boolean {
  const digits = (text: string) => text.replace(/\P{N}/gu, "");
  return word.toLowerCase() !== fix.toLowerCase() && digits(word) === digits(fix);
}

/** A short word has too many neighbours for a second edit. */
const SHORT = 4;

function wordsNear(word: string, sources: readonly NearWords[]): NearWord[] {
  const most = word.length <= SHORT ? 1 : MOST_EDITS;
  const writings = new Set([word, word.toLowerCase()]);
  const found = [...writings].flatMap((each) => sources.flatMap((words) => words.near(each)));
  return found
    .filter(({ edits }) => edits <= most)
    .map(({ word: near, edits }) => ({
      word: nameParts(near).length > 1 ? near : inCaseOf(near, word),
      edits,
    }));
}

/** The name with its rarest part exchanged. */
function namesNear(name: string, lexicon: Lexicon, own: number | undefined): NearWord[] {
  const parts = nameParts(name);
  if (parts.length < 2) return [];
  return parts.flatMap((part, at) => {
    if (part.length < 3 || lexicon.filesWithPart(part, own) > 0) return [];
    const most = part.length <= SHORT ? 1 : MOST_EDITS;
    return lexicon.parts
      .near(part.toLowerCase())
      .filter(({ edits }) => edits <= most)
      .map(({ word, edits }) => ({ word: parts.with(at, inCaseOf(word, part)).join(""), edits }));
  });
}
