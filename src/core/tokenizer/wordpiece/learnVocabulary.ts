import { createMergeQueue } from "./mergeQueue";
import { SPECIAL_TOKENS } from "./spec";
import { createSymbolWords, type SymbolWords } from "./symbolWords";

export interface LearnOptions {
  /** Learning stops at this many tokens; the alphabet is kept whole even if it alone is larger. */
  readonly vocabSize: number;
  /** A pair that is seen less often is not merged. */
  readonly minFrequency?: number;
  /** Come first, in this order. */
  readonly specialTokens?: readonly string[];
  /** At most this many characters; words lose the rarer ones. */
  readonly limitAlphabet?: number;
  readonly continuingSubwordPrefix?: string;
}

/**
 * Learns a WordPiece vocabulary from normalised words and how often each occurs, as Hugging Face's WordPieceTrainer
 * does: byte-pair merges (Sennrich et al. 2016) of the most frequent pair, ties going to the lower ids. The order is
 * special tokens, characters, characters that continue a word, merges; it does not depend on the order of the words.
 */
export function learnVocabulary(wordCounts: ReadonlyMap<string, number>, options: LearnOptions): string[] {
  const {
    vocabSize,
    minFrequency = 2,
    specialTokens = Object.values(SPECIAL_TOKENS),
    limitAlphabet = 1000,
    continuingSubwordPrefix: prefix = "##",
  } = options;
  const alphabet = frequentChars(wordCounts, limitAlphabet);
  const tokens = createTokenList([
    ...specialTokens,
    ...alphabet,
    ...continuingChars(wordCounts, new Set(alphabet)).map((char) => prefix + char),
  ]);
  const words = toSymbols(wordCounts, new Set(alphabet), tokens, prefix);
  const queue = createMergeQueue(words);
  while (tokens.list.length < vocabSize) {
    const merge = queue.next();
    if (!merge || merge.count < Math.max(1, minFrequency)) break;
    const right = tokens.list[merge.right]!;
    const piece = right.startsWith(prefix) ? right.slice(prefix.length) : right;
    queue.apply(merge, tokens.idOf(tokens.list[merge.left]! + piece));
  }
  return tokens.list;
}

/** The most frequent characters in code point order; of two equally frequent ones the lower code point is kept. */
function frequentChars(wordCounts: ReadonlyMap<string, number>, limit: number): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of wordCounts) {
    for (const char of word) counts.set(char, (counts.get(char) ?? 0) + count);
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || byCodePoint(a, b));
  return byCount
    .slice(0, limit)
    .map(([char]) => char)
    .sort(byCodePoint);
}

/** The characters that stand anywhere but first in a word, in code point order. */
function continuingChars(wordCounts: ReadonlyMap<string, number>, alphabet: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const word of wordCounts.keys()) {
    let first = true;
    for (const char of word) {
      if (!first && alphabet.has(char)) found.add(char);
      first = false;
    }
  }
  return [...found].sort(byCodePoint);
}

function byCodePoint(a: string, b: string): number {
  return a.codePointAt(0)! - b.codePointAt(0)!;
}

/** A list of different tokens; asking for the id of a new one appends it. */
interface TokenList {
  readonly list: string[];
  idOf(token: string): number;
}

function createTokenList(initial: readonly string[]): TokenList {
  const list: string[] = [];
  const ids = new Map<string, number>();
  const idOf = (token: string): number => {
    const known = ids.get(token);
    if (known !== undefined) return known;
    ids.set(token, list.length);
    return list.push(token) - 1;
  };
  initial.forEach(idOf);
  return { list, idOf };
}

/** Each word as the ids of its characters; characters outside the alphabet are left out. */
function toSymbols(
  wordCounts: ReadonlyMap<string, number>,
  alphabet: ReadonlySet<string>,
  tokens: TokenList,
  prefix: string,
): SymbolWords {
  const firstIds = new Map([...alphabet].map((char) => [char, tokens.idOf(char)]));
  const continuing = new Map<string, number>();
  const words = createSymbolWords();
  for (const [word, count] of wordCounts) {
    words.startWord(count);
    let first = true;
    for (const char of word) {
      const id = first ? firstIds.get(char) : continuingId(char);
      if (id !== undefined) words.addSymbol(id);
      first = false;
    }
  }
  return words;

  function continuingId(char: string): number | undefined {
    if (!alphabet.has(char)) return undefined;
    const id = continuing.get(char) ?? tokens.idOf(prefix + char);
    continuing.set(char, id);
    return id;
  }
}
