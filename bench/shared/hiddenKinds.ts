import { type FindHidden, MARKS, SHORT_WORDS, WORDS } from "./hiddenInFiles";

export interface HiddenKind {
  readonly name: "word" | "short" | "mark";
  readonly find: FindHidden;
  /** The share of the kind among what a person hides, as we suppose: mostly words, rarely a mark. */
  readonly share: number;
  /** The share that it has when weights are fitted, where that is another, so that there is enough to learn from. */
  readonly fittedShare?: number;
  /** Questions for one of words. */
  readonly questions: number;
}

export const HIDDEN_KINDS: readonly HiddenKind[] = [
  { name: "word", find: WORDS, share: 0.88, questions: 1 },
  { name: "short", find: SHORT_WORDS, share: 0.1, questions: 1 / 4 },
  { name: "mark", find: MARKS, share: 0.02, fittedShare: 0.05, questions: 1 / 4 },
];
