import { type Evidence, SURROUNDINGS, type WordEvidence } from "../memory/evidence";
import type { KnownWords } from "../memory/knownWords";
import type { WordKind } from "./wordKind";

/** A word that may be offered, and what the model says of it. */
export interface Contender {
  /** Vocabulary ids. */
  readonly pieces: readonly number[];
  /** Natural logarithm of the probability that the model gives its pieces together. */
  readonly logProbability: number;
  readonly kind: WordKind;
}

const OWN_FEATURES = [
  "logProbability",
  "logProbabilityOfSeveralPieces",
  "logProbabilityOfMark",
  "logProbabilityOfShort",
  "twoPieces",
  "threePieces",
  "morePieces",
  "mark",
  "short",
  "inDocument",
  "nearness",
  "adjacent",
  "logProbabilityInProse",
  "inDocumentInProse",
  "nearnessInProse",
] as const;

/** The features' names, in the order of `writeFeatures`. A share is called after the tokens that are the same left and right. */
export const FEATURES: readonly string[] = [
  ...OWN_FEATURES,
  ...["document", "workspace"].flatMap((source) =>
    SURROUNDINGS.map(([left, right]) => `${source}.${left}+${right}`),
  ),
];

/** Tokens within which a word counts as near. */
const NEAR = 100;
/** Tokens from a word to one beside it, perhaps with a mark between them. */
const ADJACENT = 2;
/** Words that are thought to have been met beside those that were, so that one that was met once is no certainty. */
const UNSEEN = 0.5;

/** Writes the features of a word, of which a weighted sum is its score, to `out` from `at` on. */
export function writeFeatures(contender: Contender, known: KnownWords, out: Float64Array, at: number): void {
  const { pieces, logProbability, kind } = contender;
  const inDocument = known.document?.of(pieces);
  const nearness = inDocument === undefined ? 0 : Math.log1p(NEAR / inDocument.distance);
  const prose = known.document === undefined ? 0 : proseShare(known.document);
  const own: Readonly<Record<(typeof OWN_FEATURES)[number], number>> = {
    logProbability,
    logProbabilityOfSeveralPieces: pieces.length > 1 ? logProbability : 0,
    logProbabilityOfMark: kind === "mark" ? logProbability : 0,
    logProbabilityOfShort: kind === "short" ? logProbability : 0,
    twoPieces: Number(pieces.length === 2),
    threePieces: Number(pieces.length === 3),
    morePieces: Number(pieces.length > 3),
    mark: Number(kind === "mark"),
    short: Number(kind === "short"),
    inDocument: Number(inDocument !== undefined),
    nearness,
    adjacent: Number(inDocument !== undefined && inDocument.distance <= ADJACENT),
    logProbabilityInProse: prose * logProbability,
    inDocumentInProse: prose * Number(inDocument !== undefined),
    nearnessInProse: prose * nearness,
  };
  for (const [index, name] of OWN_FEATURES.entries()) out[at + index] = own[name];
  const shares = at + OWN_FEATURES.length;
  writeShares(inDocument, known.document, out, shares);
  writeShares(known.workspace?.of(pieces), known.workspace, out, shares + SURROUNDINGS.length);
}

/** 0 for code, in which hardly half of all are words; 1 for prose, in which four of five are. */
function proseShare({ seen: { words, others } }: Evidence): number {
  const share = words / Math.max(1, words + others);
  return Math.min(1, Math.max(0, (share - 0.5) / 0.3));
}

/** The share of a word among all that were met in each of the surroundings. */
function writeShares(
  word: WordEvidence | undefined,
  all: Evidence | undefined,
  out: Float64Array,
  at: number,
): void {
  for (let around = 0; around < SURROUNDINGS.length; around++)
    out[at + around] = word && all ? word.met[around] / (all.met[around] + UNSEEN) : 0;
}
