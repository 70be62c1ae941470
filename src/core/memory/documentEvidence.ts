import { Evidence } from "./evidence";
import { type Gap, matchingLeft, matchingRight } from "./gap";
import type { WordTable } from "./wordTable";

/** Tokens of the document on each side of the gap that are looked at. */
const DOCUMENT_REACH = 8000;

/** Counts all words of the document in which there is a gap between `before` and `after`. */
export function documentEvidence(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  gap: Gap,
  table: WordTable,
): Evidence {
  const evidence = new Evidence();
  const start = Math.max(0, before.length - DOCUMENT_REACH);
  countWords(before, start, before.length, (at) => before.length - at);
  countWords(after, 0, Math.min(after.length, DOCUMENT_REACH), (at) => at + 1);
  return evidence;

  function countWords(
    tokens: ArrayLike<number>,
    from: number,
    to: number,
    distanceOf: (at: number) => number,
  ): void {
    for (let at = from; at < to; ) {
      const end = table.endOf(tokens, at);
      if (table.isRemembered(tokens, at, end)) {
        const match = { left: matchingLeft(tokens, at, gap), right: matchingRight(tokens, end, gap) };
        evidence.seen.words++;
        const word = evidence.count(tokens, at, end, match);
        word.distance = Math.min(word.distance, distanceOf(at));
      } else evidence.seen.others++;
      at = end;
    }
  }
}
