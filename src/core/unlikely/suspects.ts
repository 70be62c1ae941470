import { gapBetween } from "../memory/gap";
import type { KnownWords, WordSource } from "../memory/knownWords";
import { isAskable } from "../questions/wordQuestion";
import { knownPieces } from "../ranking/contest";
import { MOST_PIECES } from "../scoring/contests";
import type { Scorer } from "../scoring/scorer";
import type { TextWord, TokenizedText } from "../scoring/textWords";
import type { ScoreContest, WordScore } from "../scoring/wordScore";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { fixesFor } from "./fixes";
import type { Lexicon } from "./lexicon";
import { nameParts } from "./nameParts";
import { type NearWord, NearWords } from "./nearWords";

/** What is asked and known of the words of a document. */
export interface CheckedText {
  readonly text: TokenizedText;
  readonly lexicon: Lexicon;
  /** The document's own number in the lexicon. */
  readonly file: number | undefined;
  readonly source: WordSource | undefined;
}

/** How well a word is known, apart from where it stands. */
export interface Familiarity {
  /** Other files that have it, at most three. */
  readonly files: number;
  /** How often it stands elsewhere in its document. */
  readonly inDocument: number;
  /** Whether the vocabulary has it. */
  readonly inVocabulary: boolean;
  /** Whether each of its parts, of several, stands in another file. */
  readonly hasKnownParts: boolean;
}

/** A word that may be out of place. */
export interface Suspect {
  readonly word: TextWord;
  readonly familiarity: Familiarity;
  readonly contest: ScoreContest;
  /** What may be meant by its letters, with the pieces of each. */
  readonly fixes: readonly (NearWord & { readonly pieces: readonly number[] })[];
}

/** A word of a known kind that is likelier than this, e^-4.6, is not looked at more closely. */
const LIKELY = Math.log(0.01);

/** Whether a word is checked: no mark, no number, no single letters, no encoded data, and of a script that writes spaces. */
export function isCheckable({ text, kind, first, end }: TextWord): boolean {
  return kind === "word" && end - first <= MOST_PIECES && isAskable(text);
}

/** The words of `words` that may be out of place: those that are not known, and those that are hardly to be expected. */
export async function findSuspects(
  scorer: Scorer,
  tokenizer: Tokenizer,
  checked: CheckedText,
  words: readonly TextWord[],
  signal: AbortSignal,
): Promise<Suspect[]> {
  const { text, source } = checked;
  const options = { signal, ...(source && { source }) };
  const familiarityOf = familiarity(checked);
  const document = new NearWords();
  for (const { text: word, kind } of text.words) if (kind === "word") document.add(word);
  const asked: Omit<Suspect, "contest">[] = [];
  for await (const score of scorer.scoreTogether(text, words, { ...options, others: 0 })) {
    const { word } = score;
    const own = familiarityOf(word);
    if (!isSuspicious(score, own)) continue;
    const fixes = fixesFor(word.text, checked.lexicon, document, checked.file);
    asked.push({ word, familiarity: own, fixes: withPieces(fixes, tokenizer) });
  }
  asked.sort((a, b) => a.word.first - b.word.first);
  const questions = asked.map((suspect) => question(suspect, checked));
  const suspects: Suspect[] = [];
  for await (const [{ suspect }, contest] of scorer.contests(text, questions, options))
    suspects.push({ ...suspect, contest });
  return suspects;
}

function isSuspicious({ logProbability }: WordScore, own: Familiarity): boolean {
  return logProbability < LIKELY || !(own.files > 0 || own.inVocabulary || own.hasKnownParts);
}

function familiarity({ text, lexicon, file }: CheckedText): (word: TextWord) => Familiarity {
  const counts = new Map<string, number>();
  for (const { text: word } of text.words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return ({ text: word, first, end }) => {
    const parts = nameParts(word);
    return {
      files: lexicon.filesWith(word, file),
      inDocument: counts.get(word)! - 1,
      inVocabulary: end - first === 1,
      hasKnownParts: parts.length > 1 && parts.every((part) => lexicon.filesWithPart(part, file) > 0),
    };
  };
}

function withPieces(fixes: readonly NearWord[], tokenizer: Tokenizer): Suspect["fixes"] {
  return fixes
    .map((fix) => ({ ...fix, pieces: [...tokenizer.piecesOf(fix.word)] }))
    .filter(({ pieces }) => pieces.length <= MOST_PIECES);
}

/** Asks for the fixes and for the words that the memory knows, too. */
function question(suspect: Omit<Suspect, "contest">, { text: { ids }, source }: CheckedText) {
  const { word, fixes } = suspect;
  const [before, after] = [ids.subarray(0, word.first), ids.subarray(word.end)];
  const known: KnownWords = source?.(before, after, gapBetween(before, after)) ?? {};
  const remembered = [...knownPieces(known)].filter(({ length }) => length <= MOST_REMEMBERED);
  return { suspect, word, known, candidates: [...fixes.map(({ pieces }) => pieces), ...remembered] };
}

/** Pieces of a word that the memory knows and that is judged: each number of pieces is a look of the model. */
const MOST_REMEMBERED = 3;
