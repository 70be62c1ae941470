import type { WordPieceTokenizer } from "../tokenizer/tokenizer";

const [CONTINUES, BEGINS, STANDS_ALONE] = [1, 2, 4];
const BEGINS_WITH_LETTER = /^\p{L}/u;

/** What a memory needs to know of a vocabulary, answered in nanoseconds. */
export interface WordTable {
  /** The id that lies between texts. */
  readonly separator: number;
  readonly vocabSize: number;
  /** Where the word that begins at `start` ends. */
  endOf(tokens: ArrayLike<number>, start: number): number;
  /** Whether the word from `start` to `end` is remembered: it begins with a letter and has two characters or more. */
  isRemembered(tokens: ArrayLike<number>, start: number, end: number): boolean;
}

export function createWordTable(tokenizer: WordPieceTokenizer): WordTable {
  const flags = Uint8Array.from({ length: tokenizer.vocabSize }, (_, id) => flagsOf(tokenizer, id));
  return {
    separator: tokenizer.sepTokenId,
    vocabSize: tokenizer.vocabSize,
    endOf(tokens, start) {
      let end = start + 1;
      while (end < tokens.length && flags[tokens[end]] & CONTINUES) end++;
      return end;
    },
    isRemembered: (tokens, start, end) =>
      (flags[tokens[start]] & (end > start + 1 ? BEGINS : STANDS_ALONE)) !== 0,
  };
}

function flagsOf(tokenizer: WordPieceTokenizer, id: number): number {
  if (tokenizer.isSpecial(id)) return 0;
  if (tokenizer.isContinuation(id)) return CONTINUES;
  const text = tokenizer.decode([id]).trim();
  if (!BEGINS_WITH_LETTER.test(text)) return 0;
  return text.length > 1 ? BEGINS | STANDS_ALONE : BEGINS;
}
