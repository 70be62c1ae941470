import { IdBuffer } from "../idBuffer";

/** Is told how often a pair of neighbouring symbols of word `word` was gained (1) or lost (-1). */
export type PairListener = (left: number, right: number, change: 1 | -1, word: number) => void;

/** Counted words as sequences of symbols, one after the other in one buffer; merging shortens them in place. */
export interface SymbolWords {
  readonly wordCount: number;
  /** How often word `word` occurs in the corpus. */
  frequency(word: number): number;
  startWord(frequency: number): void;
  /** Appends a symbol to the word last started. */
  addSymbol(symbol: number): void;
  /** Reports every pair of neighbouring symbols as gained. */
  eachPair(listener: PairListener): void;
  /** Replaces every `left right` in a word by `merged`, from the left, and reports the pairs gained and lost. */
  merge(word: number, left: number, right: number, merged: number, listener: PairListener): void;
}

export function createSymbolWords(): SymbolWords {
  const symbols = new IdBuffer();
  const starts: number[] = [];
  const lengths: number[] = [];
  const frequencies: number[] = [];
  return {
    get wordCount() {
      return starts.length;
    },
    frequency: (word) => frequencies[word]!,
    startWord(frequency) {
      starts.push(symbols.length);
      lengths.push(0);
      frequencies.push(frequency);
    },
    addSymbol(symbol) {
      symbols.push(symbol);
      lengths[lengths.length - 1]!++;
    },
    eachPair(listener) {
      const data = symbols.view();
      for (let word = 0; word < starts.length; word++) {
        const last = starts[word]! + lengths[word]! - 1;
        for (let at = starts[word]!; at < last; at++) listener(data[at]!, data[at + 1]!, 1, word);
      }
    },
    merge(word, left, right, merged, listener) {
      const data = symbols.view();
      const start = starts[word]!;
      const end = start + lengths[word]!;
      let write = start;
      for (let read = start; read < end; read++) {
        if (data[read] !== left || read + 1 >= end || data[read + 1] !== right) {
          data[write++] = data[read]!;
          continue;
        }
        if (write > start) {
          listener(data[write - 1]!, left, -1, word);
          listener(data[write - 1]!, merged, 1, word);
        }
        if (read + 2 < end) {
          listener(right, data[read + 2]!, -1, word);
          listener(merged, data[read + 2]!, 1, word);
        }
        data[write++] = merged;
        read++;
      }
      lengths[word] = write - start;
    },
  };
}
