import type { Ranking } from "../ranking/rank";
import type { Scorer } from "../scoring/scorer";
import { type TextWord, WORDS_TOGETHER } from "../scoring/textWords";
import type { Tokenizer } from "../tokenizer/tokenizer";
import type { CheckedDocument } from "./document";
import { type Alternative, type Evidence, evidenceFor } from "./evidence";
import { misspeltFeatures, unexpectedFeatures } from "./features";
import { findSuspects, type Suspect } from "./suspects";
import { type Kind, SENSITIVITIES, type Sensitivity, suspicion, THRESHOLDS } from "./verdict";

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
  /** The least sensitivity with which it is found. */
  readonly sensitivity: Sensitivity;
  /** Between 0 and 1: that the word stands here as it is written. */
  readonly probability: number;
  /** What may be meant, the likeliest first; at least one. */
  readonly fixes: readonly { readonly word: string; readonly probability: number }[];
}

/** Those of `words` of a document that are out of place, in their order. Throws the signal's reason when it is aborted. */
export async function findUnlikely(
  { scorer, tokenizer, ranking }: WordChecker,
  document: CheckedDocument,
  words: readonly TextWord[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let at = 0; at < words.length; at += WORDS_TOGETHER) {
    const together = words.slice(at, at + WORDS_TOGETHER);
    for (const suspect of await findSuspects(scorer, tokenizer, document, together, signal)) {
      const evidence = evidenceFor(suspect, ranking, (pieces) => tokenizer.decode(pieces).trim());
      findings.push(...findingOf(suspect, evidence));
    }
  }
  return findings.sort((a, b) => a.word.from - b.word.from);
}

function findingOf(suspect: Suspect, evidence: Evidence): Finding[] {
  const misspelt = suspicion("misspelt", misspeltFeatures(suspect, evidence));
  const unexpected = suspicion("unexpected", unexpectedFeatures(suspect, evidence));
  const finding = (kind: Kind, sensitivity: Sensitivity, alternatives: readonly Alternative[]): Finding => ({
    word: suspect.word,
    kind,
    sensitivity,
    probability: Math.exp(evidence.logProbability),
    fixes: alternatives.map(({ word, probability }) => ({ word, probability })),
  });
  for (const sensitivity of SENSITIVITIES) {
    const least = THRESHOLDS[sensitivity];
    if (misspelt >= least.misspelt) return [finding("misspelt", sensitivity, evidence.fixes)];
    if (unexpected >= least.unexpected) return [finding("unexpected", sensitivity, evidence.others)];
  }
  return [];
}
