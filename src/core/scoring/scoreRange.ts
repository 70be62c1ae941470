import type { Tokenizer } from "../tokenizer/tokenizer";
import { MOST_PIECES } from "./contests";
import type { ScoreOptions, Scorer } from "./scorer";
import { type TextWord, type TokenizedText, tokenizedText, WORDS_TOGETHER } from "./textWords";
import type { WordScore } from "./wordScore";

export interface RangeOptions extends ScoreOptions {
  /** UTF-16 offsets: words that begin from `start` to `end` (exclusive) are scored. */
  readonly start: number;
  readonly end: number;
  readonly alone?: boolean;
  readonly marks?: boolean;
}

/** Scores the words of a range, and yields them in their order. Throws the signal's reason when it is aborted. */
export async function* scoreRange(
  scorer: Scorer,
  tokenizer: Tokenizer,
  text: string,
  { start, end, alone = false, marks = false, ...options }: RangeOptions,
): AsyncGenerator<WordScore> {
  const tokenized = tokenizedText(text, tokenizer);
  const isAsked = ({ from, kind }: TextWord) => from >= start && from < end && (marks || kind !== "mark");
  const words = tokenized.words.filter((word) => isAsked(word) && word.end - word.first <= MOST_PIECES);
  for (let at = 0; at < words.length; at += WORDS_TOGETHER) {
    const together = words.slice(at, at + WORDS_TOGETHER);
    const scores = alone
      ? oneByOne(scorer, tokenized, together, options)
      : scorer.scoreTogether(tokenized, together, options);
    const found: WordScore[] = [];
    for await (const score of scores) found.push(score);
    yield* found.sort((a, b) => a.word.from - b.word.from);
  }
}

async function* oneByOne(
  scorer: Scorer,
  text: TokenizedText,
  words: readonly TextWord[],
  options: ScoreOptions,
): AsyncGenerator<WordScore> {
  for (const word of words) yield await scorer.scoreAlone(text, word, options);
}
