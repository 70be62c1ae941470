import type { Tokenizer } from "../tokenizer/tokenizer";

const [CONTINUES, BEGINS, STANDS_ALONE, OPEN, SPACE] = [1, 2, 4, 8, 16];
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

export function createWordTable(tokenizer: Tokenizer): WordTable {
  const flags = Uint8Array.from({ length: tokenizer.vocabSize }, (_, id) => flagsOf(tokenizer, id));
  return {
    separator: tokenizer.sepTokenId,
    vocabSize: tokenizer.vocabSize,
    endOf(tokens, start) {
      let end = start + 1;
      while (end < tokens.length && flags[tokens[end]] & CONTINUES && flags[tokens[end - 1]] & OPEN) end++;
      return end;
    },
    isRemembered(tokens, start, end) {
      const first = flags[tokens[start]] & SPACE && end > start + 1 ? start + 1 : start;
      return (flags[tokens[first]] & (end > first + 1 ? BEGINS : STANDS_ALONE)) !== 0;
    },
  };
}

function flagsOf(tokenizer: Tokenizer, id: number): number {
  if (tokenizer.isSpecial(id)) return 0;
  const flags = (tokenizer.leavesWordOpen(id) ? OPEN : 0) | (tokenizer.continuesWord(id) ? CONTINUES : 0);
  if (!tokenizer.beginsWord(id, false) && !tokenizer.beginsWord(id, true)) return flags;
  const text = tokenizer.decode([id]).trim();
  if (text === "") return flags | SPACE;
  if (!BEGINS_WITH_LETTER.test(text)) return flags;
  return flags | (text.length > 1 ? BEGINS | STANDS_ALONE : BEGINS);
}
