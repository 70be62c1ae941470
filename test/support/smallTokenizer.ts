import { bertSpec, DEFAULT_NORMALIZER, SPECIAL_TOKENS } from "../../src/core/tokenizer/wordpiece/spec";
import {
  createWordPieceTokenizer,
  type WordPieceTokenizer,
} from "../../src/core/tokenizer/wordpiece/wordPieceTokenizer";

/** A tokenizer of these words beside the special tokens, which have the ids 0 to 4 in the order PAD, UNK, CLS, SEP, MASK. */
export function smallTokenizer(words: readonly string[]): WordPieceTokenizer {
  return createWordPieceTokenizer(bertSpec([...Object.values(SPECIAL_TOKENS), ...words], DEFAULT_NORMALIZER));
}
