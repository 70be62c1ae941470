/**
 * The surroundings by which a word is remembered: at least so many tokens left and right of it are the same. Two neighbours on
 * a side, or both sides together, say something; a single one hardly does.
 */
export const SURROUNDINGS = [
  [1, 1],
  [2, 0],
  [0, 2],
  [2, 1],
  [1, 2],
  [2, 2],
  [4, 0],
  [0, 4],
  [3, 3],
] as const satisfies readonly (readonly [left: number, right: number])[];

/** What is known of a word that stood in a gap's surroundings, or in its document. */
export interface WordEvidence {
  /** Vocabulary ids. */
  readonly pieces: readonly number[];
  /** How often the word was met in each of `SURROUNDINGS`. */
  readonly met: Float64Array;
  /** How often it was met at all, where that was counted. */
  total: number;
  /** Tokens to the nearest one; infinite where that was not measured. */
  distance: number;
}

/** Counts of words for one gap. */
export class Evidence {
  readonly words = new Map<number | string, WordEvidence>();
  /** How often any word was met in each of `SURROUNDINGS`. */
  readonly met = new Float64Array(SURROUNDINGS.length);
  /** How many words there were, and how many other things: marks, numbers, single letters. */
  readonly seen = { words: 0, others: 0 };

  /** Counts the word at [start, end) of `tokens`, where `left` and `right` tokens are those of the gap, `times` times. */
  count(tokens: ArrayLike<number>, start: number, end: number, match: Match, times = 1): WordEvidence {
    const word = this.#wordAt(tokens, start, end);
    word.total += times;
    for (let at = 0; at < SURROUNDINGS.length; at++) {
      const [left, right] = SURROUNDINGS[at];
      if (match.left < left || match.right < right) continue;
      word.met[at] += times;
      this.met[at] += times;
    }
    return word;
  }

  of(pieces: readonly number[]): WordEvidence | undefined {
    return this.words.get(wordKey(pieces));
  }

  /** The same evidence of words whose pieces are others; words that get the same pieces are counted together. */
  rewritten(piecesOf: (pieces: readonly number[]) => readonly number[]): Evidence {
    const evidence = new Evidence();
    evidence.met.set(this.met);
    Object.assign(evidence.seen, this.seen);
    for (const { pieces, met, total, distance } of this.words.values()) {
      const others = piecesOf(pieces);
      const word = evidence.#wordAt(others, 0, others.length);
      word.total += total;
      word.distance = Math.min(word.distance, distance);
      for (const [at, times] of met.entries()) word.met[at] += times;
    }
    return evidence;
  }

  #wordAt(tokens: ArrayLike<number>, start: number, end: number): WordEvidence {
    const key = wordKey(tokens, start, end);
    let word = this.words.get(key);
    if (word === undefined) {
      const pieces = Array.from({ length: end - start }, (_, at) => tokens[start + at]);
      word = { pieces, met: new Float64Array(SURROUNDINGS.length), total: 0, distance: Infinity };
      this.words.set(key, word);
    }
    return word;
  }
}

/** How many tokens on each side of a word are those of the gap. */
export interface Match {
  readonly left: number;
  readonly right: number;
}

/** The same for two words only when they have the same pieces: all of `tokens`, or those from `start` to `end` (exclusive). */
export function wordKey(tokens: ArrayLike<number>, start = 0, end = tokens.length): number | string {
  if (end === start + 1) return tokens[start];
  let key = `${tokens[start]}`;
  for (let at = start + 1; at < end; at++) key += `,${tokens[at]}`;
  return key;
}
