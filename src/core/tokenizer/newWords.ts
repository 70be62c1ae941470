import type { Tokenizer } from "./tokenizer";
import { forEachWord } from "./words";

export interface NewWordsOptions {
  /** At most this many words. */
  readonly maxWords: number;
  /** Words that occur less often are too rare to be learnt. */
  readonly minCount: number;
}

/** Longer ones are encoded data rather than words. */
const MAX_LENGTH = 30;

/** Counts the words that a tokenizer cuts into pieces. */
export class CutWords {
  readonly #counts = new Map<string, { readonly pieces: Int32Array; count: number }>();

  constructor(readonly tokenizer: Tokenizer) {}

  add(ids: Int32Array, times = 1): void {
    forEachWord(ids, this.tokenizer, (start, end) => {
      if (end === start + 1) return;
      const pieces = ids.subarray(start, end);
      const key = pieces.join();
      const known = this.#counts.get(key);
      if (known) known.count += times;
      else this.#counts.set(key, { pieces: pieces.slice(), count: times });
    });
  }

  /**
   * Those that are worth a token of their own, first the ones that save the most tokens; of two that save as many the one
   * first that comes first by its code units.
   */
  best({ maxWords, minCount }: NewWordsOptions): string[] {
    const worthy = [...this.#counts.values()]
      .filter(({ count }) => count >= minCount)
      .map(({ pieces, count }) => ({
        word: this.tokenizer.wordOf(pieces),
        saved: count * (pieces.length - 1),
      }))
      .filter(({ word }) => word.length <= MAX_LENGTH && this.tokenizer.canBeToken(word));
    worthy.sort((a, b) => b.saved - a.saved || (a.word < b.word ? -1 : 1));
    return worthy.slice(0, maxWords).map(({ word }) => word);
  }
}
