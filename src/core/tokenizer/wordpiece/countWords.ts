import { createCharNormalizer, type NormalizerOptions } from "./normalizer";
import { createWordSplitter } from "./wordSplitter";

export interface WordCounterOptions {
  readonly normalizer: NormalizerOptions;
  /** Words with more code points (keys, hashes, encoded data) are not counted. */
  readonly maxWordLength?: number;
  /** Above this many different words the rarest are forgotten, so that memory stays bounded. */
  readonly maxWords?: number;
}

/** Counts the normalised words of texts that come one by one. */
export interface WordCounter {
  add(text: string): void;
  /** Counts so far; words that were forgotten on the way are missing or too low. */
  readonly counts: ReadonlyMap<string, number>;
}

export function createWordCounter(options: WordCounterOptions): WordCounter {
  const { normalizer, maxWordLength = 50, maxWords = 1_000_000 } = options;
  const counts = new Map<string, number>();
  const splitter = createWordSplitter(createCharNormalizer(normalizer), maxWordLength);
  const { word } = splitter;
  const count = () => {
    if (word.tooLong) return;
    const text = word.toString();
    counts.set(text, (counts.get(text) ?? 0) + 1);
  };
  return {
    counts,
    add(text) {
      splitter.split(text, 0, text.length, count);
      if (counts.size > maxWords) forgetRarest(counts, maxWords / 2);
    },
  };
}

/** Removes the words of lowest count, all of one count together, until at most `keep` are left. */
function forgetRarest(counts: Map<string, number>, keep: number): void {
  for (let rarest = 1; counts.size > keep; rarest++) {
    for (const [word, count] of counts) if (count <= rarest) counts.delete(word);
  }
}
