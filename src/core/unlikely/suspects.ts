import { isAskable } from "../questions/wordQuestion";
import { MOST_PIECES } from "../scoring/contests";
import type { Scorer } from "../scoring/scorer";
import type { TextWord } from "../scoring/textWords";
import type { ScoreContest, WordScore } from "../scoring/wordScore";
import type { Tokenizer } from "../tokenizer/tokenizer";
import type { CheckedDocument, Familiarity } from "./document";
import { type Fix, fixesFor } from "./fixes";

/** A word that may be out of place. */
export interface Suspect {
  readonly word: TextWord;
  readonly familiarity: Familiarity;
  readonly contest: ScoreContest;
  /** What may be meant by its letters, with the pieces of each. */
  readonly fixes: readonly (Fix & { readonly pieces: readonly number[] })[];
}

/** Whether a word is checked: no mark, no number, no single letters, no encoded data, and of a script that writes spaces. */
export function isCheckable({ text, kind, first, end }: TextWord): boolean {
  return kind === "word" && end - first <= MOST_PIECES && isAskable(text);
}

/** Those of `words` that may be out of place, as they are not known or hardly to be expected, in whatever order. */
export async function findSuspects(
  scorer: Scorer,
  tokenizer: Tokenizer,
  document: CheckedDocument,
  words: readonly TextWord[],
  signal: AbortSignal,
): Promise<Suspect[]> {
  const { text, lexicon, file, source } = document;
  const options = { signal, ...(source && { source }) };
  const familiarities = new Map(words.map((word) => [word, document.familiarityOf(word)]));
  const doubtful = words.filter((word) => !isKnown(familiarities.get(word)!));
  const known = words.filter((word) => isKnown(familiarities.get(word)!));
  for await (const score of scorer.scoreTogether(text, known, { ...options, others: 1 }))
    if (isUnexpected(score)) doubtful.push(score.word);
  const questions = doubtful
    .sort((a, b) => a.first - b.first)
    .map((word) => {
      const spaced = tokenizer.beginsWord(text.ids[word.first], true);
      const fixes = withPieces(fixesFor(word.text, lexicon, document.words, file), tokenizer, spaced);
      return question({ word, familiarity: familiarities.get(word)!, fixes });
    });
  const suspects: Suspect[] = [];
  for await (const [{ suspect }, contest] of scorer.contests(text, questions, options))
    suspects.push({ ...suspect, contest });
  return suspects;
}

/** Whether a word is one, though it may be the wrong one. */
function isKnown({ files, inVocabulary, hasKnownParts }: Familiarity): boolean {
  return files > 0 || inVocabulary || hasKnownParts;
}

/** Natural logarithms: a likelier word, or one that no other is so much likelier than, is not looked at more closely. */
const LIKELY = -5;
const LEAST_ADVANTAGE = 3;

function isUnexpected({ logProbability, others: [other] }: WordScore): boolean {
  return (
    logProbability < LIKELY &&
    other !== undefined &&
    Math.log(other.probability) - logProbability > LEAST_ADVANTAGE
  );
}

/** Numbers of pieces that a word's fixes have at most: each is a look of the model. */
const MOST_LENGTHS = 2;

/** The fixes with the numbers of pieces that the likeliest of them have. */
function withPieces(fixes: readonly Fix[], tokenizer: Tokenizer, spaced: boolean): Suspect["fixes"] {
  const lengths = new Set([1]);
  return fixes
    .map((fix) => ({ ...fix, pieces: [...tokenizer.piecesOf(fix.word, spaced)] }))
    .filter(({ pieces: { length } }) => {
      if (length <= MOST_PIECES && lengths.size <= MOST_LENGTHS) lengths.add(length);
      return lengths.has(length);
    });
}

/** Asks for the fixes, too. */
function question(suspect: Omit<Suspect, "contest">) {
  return { suspect, word: suspect.word, candidates: suspect.fixes.map(({ pieces }) => pieces) };
}
