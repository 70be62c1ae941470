import { IdBuffer } from "./idBuffer";
import type { WordPieceTokenizer } from "./tokenizer";

/** Calls `visit` with where each word of `ids` begins and ends: a token and those that continue it. */
export function forEachWord(
  ids: ArrayLike<number>,
  { isContinuation }: Pick<WordPieceTokenizer, "isContinuation">,
  visit: (start: number, end: number) => void,
): void {
  let start = 0;
  for (let at = 1; at <= ids.length; at++) {
    if (at < ids.length && isContinuation(ids[at])) continue;
    visit(start, at);
    start = at;
  }
}

/** The pieces of a word, as the tokenizer cuts it. */
export function piecesOf(word: string, tokenizer: WordPieceTokenizer): Int32Array {
  return tokenizer.encode(word, { addSpecialTokens: false, parseSpecialTokens: false }).ids;
}

/** The word that pieces make. */
export function wordOf(pieces: Int32Array, { spec, idToToken }: WordPieceTokenizer): string {
  const prefix = spec.continuingSubwordPrefix.length;
  return Array.from(pieces, (id, at) => idToToken(id)?.slice(at === 0 ? 0 : prefix) ?? "").join("");
}

/**
 * A function that turns the ids of one tokenizer into those that another one, which differs in its vocabulary alone, makes of
 * the same text. A word that is one token for the first must be that token for the second, too: so it is where one
 * vocabulary begins with the other.
 */
export function createRetokenizer(from: WordPieceTokenizer, to: WordPieceTokenizer) {
  const known = new Map<string, Int32Array>();
  const inPieces = (pieces: Int32Array): Int32Array => {
    const key = pieces.join();
    let found = known.get(key);
    if (found === undefined) {
      found = piecesOf(wordOf(pieces, from), to);
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
