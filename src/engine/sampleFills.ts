import type { Backend } from "../core/backend";
import { type Candidate, fillMask } from "../core/prediction/fillMask";
import { createPredictor } from "../core/prediction/predictor";
import type { WordPieceTokenizer } from "../core/tokenizer/tokenizer";
import type { Model } from "./loadModel";

/** A sentence with one word hidden. */
export interface MaskedSentence {
  readonly text: string;
  /** The word that was hidden. */
  readonly answer: string;
}

/** Hides the longest word that is a single token; undefined where there is none. */
export function hideOneWord(sentence: string, tokenizer: WordPieceTokenizer): MaskedSentence | undefined {
  const { ids, starts, ends } = tokenizer.encode(sentence, {
    addSpecialTokens: false,
    parseSpecialTokens: false,
  });
  let best: { start: number; end: number } | undefined;
  for (let at = 0; at < ids.length; at++) {
    const isPart =
      tokenizer.isContinuation(ids[at]) || (at + 1 < ids.length && tokenizer.isContinuation(ids[at + 1]));
    const [start, end] = [starts[at], ends[at]];
    const isWord = /^\p{L}{3,}$/u.test(sentence.slice(start, end)) && ids[at] !== tokenizer.unkTokenId;
    if (!isPart && isWord && end - start > (best ? best.end - best.start : 0)) best = { start, end };
  }
  if (!best) return undefined;
  const { start, end } = best;
  return {
    text: `${sentence.slice(0, start)}[MASK]${sentence.slice(end)}`,
    answer: sentence.slice(start, end),
  };
}

/** The best candidates for each sentence. */
export async function fillSentences(
  backend: Backend,
  { config, parameters, tokenizer }: Model,
  sentences: readonly MaskedSentence[],
  topK: number,
): Promise<Candidate[][]> {
  const predictor = await createPredictor(backend, config, parameters);
  try {
    const filled: Candidate[][] = [];
    for (const { text } of sentences) filled.push((await fillMask(predictor, tokenizer, text, { topK }))[0]);
    return filled;
  } finally {
    await predictor.release();
  }
}
