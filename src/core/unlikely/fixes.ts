import { MOST_EDITS } from "./edits";
import type { Lexicon } from "./lexicon";
import { inCaseOf, nameParts } from "./nameParts";
import type { NearWord, NearWords } from "./nearWords";

/** Words that are judged in the place of another; of more, those with the fewest edits and in the most files. */
const MOST_FIXES = 24;

/** What a word may be meant to be: words of the lexicon and of its document within two edits, and names of which one part is. */
export function fixesFor(
  word: string,
  lexicon: Lexicon,
  document: NearWords,
  own: number | undefined,
): NearWord[] {
  const fixes = new Map<string, number>();
  const add = (fix: string, edits: number) => {
    if (fix !== word) fixes.set(fix, Math.min(edits, fixes.get(fix) ?? MOST_EDITS));
  };
  for (const near of wordsNear(word, [lexicon.words, document])) add(near.word, near.edits);
  for (const near of namesNear(word, lexicon, own)) add(near.word, near.edits);
  const files = (fix: string) => lexicon.filesWith(fix, own);
  return Array.from(fixes, ([fix, edits]) => ({ word: fix, edits }))
    .sort((a, b) => a.edits - b.edits || files(b.word) - files(a.word))
    .slice(0, MOST_FIXES);
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
