import type { Tokenizer } from "../tokenizer/tokenizer";
import type { Evidence } from "./evidence";
import type { KnownWords } from "./knownWords";

/**
 * What is known of words for a place that is `spaced` or not: words that were met in other places are written as they are there,
 * and count as the same.
 */
export function knownInPlace(known: KnownWords, tokenizer: Tokenizer, spaced: boolean): KnownWords {
  if (!tokenizer.writesSpaces) return known;
  const inPlace = (evidence: Evidence) =>
    evidence.rewritten((pieces) => piecesInPlace(pieces, tokenizer, spaced));
  const { document, workspace } = known;
  return {
    ...(document && { document: inPlace(document) }),
    ...(workspace && { workspace: inPlace(workspace) }),
  };
}

function piecesInPlace(pieces: readonly number[], tokenizer: Tokenizer, spaced: boolean): readonly number[] {
  if (tokenizer.beginsWord(pieces[0]!, spaced)) return pieces;
  const word = tokenizer.wordOf(Int32Array.from(pieces)).trimStart();
  return [...tokenizer.piecesOf(word, spaced)];
}
