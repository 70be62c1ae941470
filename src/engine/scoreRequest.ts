import type { WordSource } from "../core/memory/knownWords";
import { scoreRange } from "../core/scoring/scoreRange";
import type { Scorer } from "../core/scoring/scorer";
import type { WordScore } from "../core/scoring/wordScore";
import type { Tokenizer } from "../core/tokenizer/tokenizer";
import { type AskedRange, SCORED_CONTEXT, type ScoredWord, type ScoreParams } from "../protocol/scoring";

/** What a request to score is answered with. */
export interface ScoreContext {
  readonly scorer: Scorer;
  readonly tokenizer: Tokenizer;
  readonly source: WordSource | undefined;
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
  return words.sort((a, b) => a.start - b.start);
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
