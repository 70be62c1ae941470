import type { WordSource } from "../../core/memory/knownWords";
import type { Ranking } from "../../core/ranking/rank";
import { scoreRange } from "../../core/scoring/scoreRange";
import type { Scorer } from "../../core/scoring/scorer";
import { type TextWord, tokenizedText } from "../../core/scoring/textWords";
import type { WordScore } from "../../core/scoring/wordScore";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { checkedDocument } from "../../core/unlikely/document";
import { findUnlikely } from "../../core/unlikely/findUnlikely";
import { ownWords } from "../../core/unlikely/ownWords";
import { isCheckable } from "../../core/unlikely/suspects";
import { isReported } from "../../core/unlikely/verdict";
import {
  type AskedRange,
  type CheckParams,
  SCORED_CONTEXT,
  type ScoredWord,
  type ScoreParams,
  type UnlikelyWord,
} from "../../protocol/scoring";
import type { LexiconOfFile } from "../memory/workspaceWords";

/** What a request to score is answered with. */
export interface ScoreContext {
  readonly scorer: Scorer;
  readonly tokenizer: Tokenizer;
  readonly source: WordSource | undefined;
}

export interface CheckContext extends ScoreContext {
  readonly ranking: Ranking;
  readonly words: LexiconOfFile;
}

/** Scores the words of a range; reads no more of the text than `SCORED_CONTEXT` around it. */
export async function scoredWords(
  { scorer, tokenizer, source }: ScoreContext,
  { others, alone = false, marks = false, ...asked }: ScoreParams,
  signal: AbortSignal,
): Promise<ScoredWord[]> {
  const { text, start, end, offset } = around(asked);
  const options = { start, end, others, alone, marks, signal, ...(source && { source }) };
  const words: ScoredWord[] = [];
  for await (const score of scoreRange(scorer, tokenizer, text, options)) words.push(scored(score, offset));
  return words;
}

/** The part of the text that has a say, and the range in it; it begins at `offset` in the text. */
function around({ text, start, end }: AskedRange) {
  const offset = Math.max(0, start - SCORED_CONTEXT);
  return {
    text: text.slice(offset, end + SCORED_CONTEXT),
    start: start - offset,
    end: end - offset,
    offset,
  };
}

function scored({ word, logProbability, rank, others }: WordScore, offset: number): ScoredWord {
  return {
    start: word.from + offset,
    end: word.to + offset,
    word: word.text,
    probability: Math.exp(logProbability),
    rank,
    others: others.map(({ text, probability }) => ({ word: text, probability })),
  };
}

/** Finds the words of a range that are out of place; reads no more of the text than `SCORED_CONTEXT` around it. */
export async function unlikelyWords(
  { words: { lexicon, file }, source, ...checker }: CheckContext,
  { ownWords: listed, sensitivity, ...asked }: CheckParams,
  signal: AbortSignal,
): Promise<UnlikelyWord[]> {
  const { text, start, end, offset } = around(asked);
  const document = checkedDocument({ text: tokenizedText(text, checker.tokenizer), lexicon, file, source });
  const isOwn = ownWords(listed, lexicon, file);
  const isAsked = (word: TextWord) =>
    word.from >= start && word.from < end && isCheckable(word) && !isOwn(word.text);
  const found = await findUnlikely(checker, document, document.text.words.filter(isAsked), signal);
  const findings = found.filter((finding) => isReported(finding.sensitivity, sensitivity));
  return findings.map(({ word, sensitivity: _, ...finding }) => ({
    ...finding,
    start: word.from + offset,
    end: word.to + offset,
    word: word.text,
  }));
}
