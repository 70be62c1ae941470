import { type WordKind, wordKind } from "../ranking/wordKind";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { forEachWord } from "../tokenizer/words";

/** A word, or a mark, of a tokenised text. */
export interface TextWord {
  /** Its tokens, from `first` to `end` (exclusive). */
  readonly first: number;
  readonly end: number;
  /** Where it stands, in UTF-16 units, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kind: WordKind;
}

/** A text by its tokens and words. */
export interface TokenizedText {
  readonly ids: Int32Array;
  readonly words: readonly TextWord[];
}

/** Words that are asked about together, so that of a long text no more is held. */
export const WORDS_TOGETHER = 500;

/** Tokenises a text, in which special tokens that are spelt out are ordinary text. Words with unknown pieces are left out. */
export function tokenizedText(text: string, tokenizer: Tokenizer): TokenizedText {
  const options = { addSpecialTokens: false, parseSpecialTokens: false };
  const { ids, starts, ends } = tokenizer.encode(text, options);
  const words: TextWord[] = [];
  forEachWord(ids, tokenizer, (first, end) => {
    if (end === first || ids.subarray(first, end).includes(tokenizer.unkTokenId)) return;
    const written = text.slice(starts[first], ends[end - 1]);
    const word = written.trim(); // some tokenizers put the space before a word into it
    const from = starts[first] + written.length - written.trimStart().length;
    if (word !== "")
      words.push({ first, end, from, to: from + word.length, text: word, kind: wordKind(word) });
  });
  return { ids, words };
}
