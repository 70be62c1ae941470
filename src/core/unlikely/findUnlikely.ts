import type { Ranking } from "../ranking/rank";
import type { Scorer } from "../scoring/scorer";
import type { TextWord } from "../scoring/textWords";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { type Alternative, type Evidence, evidenceFor } from "./evidence";
import { misspeltFeatures, unexpectedFeatures } from "./features";
import { ownWords } from "./ownWords";
import { type CheckedText, findSuspects, type Suspect } from "./suspects";
import { type Kind, type Sensitivity, suspicion, THRESHOLDS } from "./verdict";

/** What judges words. */
export interface WordChecker {
  readonly scorer: Scorer;
  readonly tokenizer: Tokenizer;
  /** That of the scorer. */
  readonly ranking?: Ranking;
}

/** A word that is out of place. */
export interface Finding {
  readonly word: TextWord;
  readonly kind: Kind;
  /** Between 0 and 1: that the word stands here as it is written. */
  readonly probability: number;
  /** What may be meant, the likeliest first; at least one. */
  readonly fixes: readonly { readonly word: string; readonly probability: number }[];
}

export interface FindOptions {
  readonly sensitivity: Sensitivity;
  readonly signal: AbortSignal;
  /** Words that are right. */
  readonly ownWords: Iterable<string>;
}

/** Those of `words`, of a text, that are out of place, in their order. Throws the signal's reason when it is aborted. */
export async function findUnlikely(
  { scorer, tokenizer, ranking }: WordChecker,
  checked: CheckedText,
  words: readonly TextWord[],
  { sensitivity, signal, ownWords: listed }: FindOptions,
): Promise<Finding[]> {
  const isOwn = ownWords(listed, checked.lexicon, checked.file);
  const asked = words.filter(({ text }) => !isOwn(text));
  const suspects = await findSuspects(scorer, tokenizer, checked, asked, signal);
  return suspects
    .flatMap((suspect) => {
      const evidence = evidenceFor(suspect, ranking, (pieces) => tokenizer.decode(pieces).trim());
      return findingOf(suspect, evidence, sensitivity) ?? [];
    })
    .sort((a, b) => a.word.from - b.word.from);
}

function findingOf(suspect: Suspect, evidence: Evidence, sensitivity: Sensitivity): Finding | undefined {
  const least = THRESHOLDS[sensitivity];
  const finding = (kind: Kind, alternatives: readonly Alternative[]): Finding => ({
    word: suspect.word,
    kind,
    probability: Math.exp(evidence.logProbability),
    fixes: alternatives.map(({ word, probability }) => ({ word, probability })),
  });
  const { fixes, others } = evidence;
  if (suspicion("misspelt", misspeltFeatures(suspect, evidence)) >= least.misspelt)
    return finding("misspelt", fixes);
  if (suspicion("unexpected", unexpectedFeatures(suspect, evidence)) >= least.unexpected)
    return finding("unexpected", others);
  return undefined;
}
