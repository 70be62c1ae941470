import type { Tokenizer } from "../tokenizer/tokenizer";

/** A word with three characters or more; a shorter one, or a number; a punctuation mark or another symbol. */
export type WordKind = "word" | "short" | "mark";

const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u;
const WORD = /^\p{L}.{2}/su;

export function wordKind(text: string): WordKind {
  if (!LETTER_OR_DIGIT.test(text)) return "mark";
  return WORD.test(text) ? "word" : "short";
}

/** The kind of a word by its pieces, the answers for single ones prepared. */
export function wordKinds(tokenizer: Tokenizer): (pieces: readonly number[]) => WordKind {
  const ofText = (pieces: readonly number[]) => wordKind(tokenizer.decode(pieces).trim());
  const known = Array.from({ length: tokenizer.vocabSize }, (_, id) => ofText([id]));
  return (pieces) => (pieces.length === 1 ? known[pieces[0]] : ofText(pieces));
}
