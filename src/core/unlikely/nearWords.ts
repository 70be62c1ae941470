import { editsBetween, MOST_EDITS } from "./edits";

export interface NearWord {
  readonly word: string;
  readonly edits: number;
}

/** Finds words that are a few edits from another, by a look at all that have about its length and letters. */
export class NearWords {
  /** By their length. */
  readonly #words: { readonly words: string[]; readonly letters: number[] }[] = [];
  readonly #known = new Set<string>();

  add(word: string): void {
    if (this.#known.has(word)) return;
    this.#known.add(word);
    this.#words[word.length] ??= { words: [], letters: [] };
    this.#words[word.length].words.push(word);
    this.#words[word.length].letters.push(lettersOf(word));
  }

  has(word: string): boolean {
    return this.#known.has(word);
  }

  /** Other words within `MOST_EDITS`. */
  near(word: string): NearWord[] {
    const own = lettersOf(word);
    const found: NearWord[] = [];
    for (let length = word.length - MOST_EDITS; length <= word.length + MOST_EDITS; length++) {
      const { words, letters } = this.#words[length] ?? { words: [], letters: [] };
      for (let at = 0; at < words.length; at++) {
        if (bitCount(letters[at] ^ own) > 2 * MOST_EDITS || words[at] === word) continue;
        const edits = editsBetween(word, words[at]);
        if (edits !== undefined) found.push({ word: words[at], edits });
      }
    }
    return found;
  }
}

/** A bit for each letter that is in the word; an edit changes at most two of them. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

/** (Warren 2012, figure 5-2) */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
