import { createWordCache } from "../wordCache";
import type { VocabTrie } from "./vocabTrie";
import type { Word } from "./word";

/** Cuts words into the longest known pieces, from the left (greedy longest-match-first, as in BERT). */
export interface WordPiece {
  /** Holds the pieces of the word last cut: ids[from, from + count). */
  readonly ids: Int32Array;
  readonly from: number;
  readonly count: number;
  cut(word: Word): void;
}

/** `cacheWords`: how many words to remember, a power of two or 0; the result does not depend on it. */
export function createWordPiece(
  trie: VocabTrie,
  unkTokenId: number,
  maxCodePoints: number,
  cacheWords: number,
): WordPiece {
  const cache = createWordCache(cacheWords);
  const scratch: Int32Array = new Int32Array(2 * maxCodePoints);
  /** By ASCII code: the id of the word that consists of it alone; more than half of all words in source code. */
  const singles = Int32Array.from({ length: 128 }, (_, code) => {
    const id = trie.idAt(Math.max(trie.wordRoot, trie.step(trie.wordRoot, code)));
    return id < 0 ? unkTokenId : id;
  });

  /** Writes the pieces of a word into `scratch` and returns how many there are. */
  function match(word: Word): number {
    let count = 0;
    let at = 0;
    while (at < word.length) {
      const end = longestPiece(word, at, count);
      if (end === at) return unknown();
      at = end;
      count++;
    }
    return count;
  }

  /** Writes the longest piece that begins at `at` to scratch[index] and returns its end, or `at` if there is none. */
  function longestPiece(word: Word, at: number, index: number): number {
    let node = at === 0 ? trie.wordRoot : trie.continuingRoot;
    let end = at;
    for (let k = at; k < word.length; k++) {
      node = trie.step(node, word.units[k]!);
      if (node < 0) break;
      const id = trie.idAt(node);
      if (id < 0) continue;
      scratch[index] = id;
      end = k + 1;
    }
    return end;
  }

  function unknown(): number {
    scratch[0] = unkTokenId;
    return 1;
  }

  const wordPiece = {
    ids: scratch,
    from: 0,
    count: 0,
    cut(word: Word): void {
      const first = word.units[0]!;
      if (word.length === 1 && first < 128) found(singles, first, 1);
      else if (cache.find(word)) found(cache.ids, cache.from, cache.count);
      else if (word.tooLong) found(scratch, 0, unknown());
      else {
        found(scratch, 0, match(word));
        cache.add(word, scratch, wordPiece.count);
      }
    },
  };

  function found(ids: Int32Array, from: number, count: number): void {
    wordPiece.ids = ids;
    wordPiece.from = from;
    wordPiece.count = count;
  }
  return wordPiece;
}
