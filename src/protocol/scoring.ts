/**
 * What the predictor process answers about words that are written, beside filling masks. Where the model is exchanged meanwhile,
 * the request is `cancelled`.
 */
export interface ScoringRequests {
  /** How probable the words of a range are where they stand. A `fill` that comes meanwhile is answered first. */
  score(params: ScoreParams): ScoreResult;
  /** The words of a range that are out of place, with what may be meant. A `fill` that comes meanwhile is answered first. */
  check(params: CheckParams): CheckResult;
}

/** A range of a text, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** A part of a document, and the range in it that is asked about. */
export interface AskedRange extends TextRange {
  /** The range, and some text around it: `SCORED_CONTEXT` on each side is enough. */
  readonly text: string;
  /** Absolute path of the file that the text is of, where it is one. */
  readonly path?: string;
}

/** UTF-16 units beside a range that have a say on its words. */
export const SCORED_CONTEXT = 16_000;

export interface ScoreParams extends AskedRange {
  /** Other words to name for each, 0 for none. */
  readonly others: number;
  /**
   * Whether each word is judged by itself, as a mask is filled: slower, some 50 ms a word, with words of several pieces among the others.
   * Else several are hidden at once, and the others have one piece.
   */
  readonly alone?: boolean;
  /** Whether punctuation marks are scored, too. */
  readonly marks?: boolean;
}

export interface ScoreResult {
  /** In the order of the text: those that begin in the range, without marks unless asked for. */
  readonly words: readonly ScoredWord[];
}

/** Where a word stands in the text that was sent, and what the model thinks of it. */
export interface ScoredWord extends TextRange {
  /** The word as it is written. */
  readonly word: string;
  /** Between 0 and 1: that this word stands here and no other. */
  readonly probability: number;
  /** Its place among all words, from 1. */
  readonly rank: number;
  /** The best other words, best first. */
  readonly others: readonly WordProbability[];
}

export interface WordProbability {
  readonly word: string;
  readonly probability: number;
}

export interface CheckParams extends AskedRange {
  /** Words that are right, as `parseOwnWords` reads them from the files of the workspace's own words. */
  readonly ownWords: readonly string[];
  /** How much is reported; `low` is seldom wrong. */
  readonly sensitivity: "low" | "medium" | "high";
}

export interface CheckResult {
  /** In the order of the text. */
  readonly findings: readonly UnlikelyWord[];
}

/** A word that is out of place. */
export interface UnlikelyWord extends TextRange {
  /** The word as it is written. */
  readonly word: string;
  /** `misspelt`: its letters are hardly meant so; `unexpected`: another word would stand there. */
  readonly kind: "misspelt" | "unexpected";
  /** Between 0 and 1: of the word as it is written. */
  readonly probability: number;
  /** What may be meant, the likeliest first; at least one. */
  readonly fixes: readonly WordProbability[];
}
