import { PairTable } from "../../pairTable";
import { createMaxHeap } from "../maxHeap";
import type { SymbolWords } from "./symbolWords";

/** A pair of symbols to merge, and how often it occurs. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly count: number;
  readonly pair: number;
  /** The words in which the pair was met. */
  readonly words: readonly number[];
}

/** The pairs of neighbouring symbols in words, the most frequent first; ties go to the lower symbols. */
export interface MergeQueue {
  next(): Merge | undefined;
  /** Merges the pair into the symbol `merged` wherever it occurs, and updates the counts of its neighbours. */
  apply(merge: Merge, merged: number): void;
}

/**
 * Counts are kept up to date for all pairs; an entry of the heap may be out of date, and is then put back with its
 * new count when it comes up. As in the reference, a pair that arises again later gets a further entry with the words
 * of that time only: which entry comes up first decides the order of merges, so this is part of the result.
 */
export function createMergeQueue(words: SymbolWords): MergeQueue {
  const pairs = new PairTable();
  const counts: number[] = [];
  /** By pair: the words in which it arose in the current step. */
  const fresh: (number[] | undefined)[] = [];
  let freshPairs: number[] = [];
  const heap = createMaxHeap<Merge>(comesBefore);

  function countPair(left: number, right: number, change: 1 | -1, word: number): void {
    const pair = pairs.indexOf(left, right);
    counts[pair] = (counts[pair] ?? 0) + change * words.frequency(word);
    if (change > 0) noteWord(pair, word);
  }

  function noteWord(pair: number, word: number): void {
    const found = fresh[pair];
    if (!found) {
      fresh[pair] = [word];
      freshPairs.push(pair);
    } else if (found.at(-1) !== word) found.push(word);
  }

  function enqueueFresh(): void {
    for (const pair of freshPairs) {
      const found = fresh[pair]!;
      fresh[pair] = undefined;
      if (counts[pair]! > 0) heap.push(mergeOf(pair, found));
    }
    freshPairs = [];
  }

  function mergeOf(pair: number, found: readonly number[]): Merge {
    return { left: pairs.left(pair), right: pairs.right(pair), count: counts[pair]!, pair, words: found };
  }

  words.eachPair(countPair);
  enqueueFresh();
  return {
    next() {
      for (let top = heap.pop(); top; top = heap.pop()) {
        if (top.count === counts[top.pair]) return top;
        heap.push(mergeOf(top.pair, top.words));
      }
      return undefined;
    },
    apply({ left, right, words: found }, merged) {
      for (let k = 0; k < found.length; k++) words.merge(found[k]!, left, right, merged, countPair);
      enqueueFresh();
    },
  };
}

function comesBefore(a: Merge, b: Merge): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.left !== b.left ? a.left < b.left : a.right < b.right;
}
