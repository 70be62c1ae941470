import { IdBuffer } from "./idBuffer";
import type { Tokenizer } from "./tokenizer";

/** Calls `visit` with where each word of `ids` begins and ends: a token and those that continue it. */
export function forEachWord(
  ids: ArrayLike<number>,
  { startsWord }: Pick<Tokenizer, "startsWord">,
  visit: (start: number, end: number) => void,
): void {
  let start = 0;
  for (let at = 1; at <= ids.length; at++) {
    if (at < ids.length && !startsWord(ids[at], ids[at - 1])) continue;
    visit(start, at);
    start = at;
  }
}

/**
 * A function that turns the ids of one tokenizer into those that another one, which differs in its vocabulary alone, makes of
 * the same text. A word that is one token for the first must be that token for the second, too: so it is where one
 * vocabulary begins with the other.
 */
export function createRetokenizer(from: Tokenizer, to: Tokenizer) {
  const known = new Map<string, Int32Array>();
  const inPieces = (pieces: Int32Array): Int32Array => {
    const key = pieces.join();
    let found = known.get(key);
    if (found === undefined) {
      found = to.piecesOf(from.wordOf(pieces));
      known.set(key, found);
    }
    return found;
  };
  return (ids: Int32Array): Int32Array => {
    const result = new IdBuffer(ids.length);
    forEachWord(ids, from, (start, end) => {
      if (end === start + 1 && ids[start] < to.vocabSize) return result.push(ids[start]);
      const pieces = inPieces(ids.subarray(start, end));
      result.append(pieces, 0, pieces.length);
    });
    return result.view();
  };
}
