import type { Backend } from "../../core/backend";
import { textHash } from "../../core/corpus/textHash";
import { MASK } from "../../core/masks";
import { createWordFiller, USUAL_SEARCH, type WordCandidate } from "../../core/prediction/fillWords";
import { createLightPredictor } from "../../core/prediction/predictor";
import { SHIPPED_RANKING } from "../../core/ranking/shippedRanking";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import type { Model } from "../models/loadModel";

/** A sentence with one word hidden. */
export interface MaskedSentence {
  readonly text: string;
  /** The word that was hidden. */
  readonly answer: string;
}

/** Hides a word that is a single token, chosen by the sentence alone; undefined if there is none. */
export function hideOneWord(sentence: string, tokenizer: Tokenizer): MaskedSentence | undefined {
  const words = wholeWords(sentence, tokenizer);
  if (words.length === 0) return undefined;
  const [start, end] = words[textHash(sentence) % words.length];
  return {
    text: `${sentence.slice(0, start)}${MASK}${sentence.slice(end)}`,
    answer: sentence.slice(start, end),
  };
}

/** Where the words of two letters or more that are a single known token begin and end, in UTF-16 units. */
function wholeWords(sentence: string, tokenizer: Tokenizer): (readonly [number, number])[] {
  const { ids, starts, ends } = tokenizer.encode(sentence, {
    addSpecialTokens: false,
    parseSpecialTokens: false,
  });
  const continues = (at: number) => at < ids.length && !tokenizer.startsWord(ids[at], ids[at - 1]);
  return Array.from(ids.keys()).flatMap((at) => {
    const isKnown = ids[at] !== tokenizer.unkTokenId && !continues(at) && !continues(at + 1);
    const word = sentence.slice(starts[at], ends[at]).trimStart(); // some tokens begin with the space before them
    return isKnown && /^\p{L}{2,}$/u.test(word) ? [[ends[at] - word.length, ends[at]] as const] : [];
  });
}

/** The best words for each sentence, as the editor orders them where it knows nothing but the sentence. */
export async function fillSentences(
  backend: Backend,
  { config, parameters, tokenizer }: Model,
  sentences: readonly Pick<MaskedSentence, "text">[],
  topK: number,
): Promise<WordCandidate[][]> {
  const predictor = await createLightPredictor(backend, config, parameters);
  const options = { ...USUAL_SEARCH, topK, signal: new AbortController().signal };
  try {
    const fill = createWordFiller(predictor, tokenizer, SHIPPED_RANKING);
    const filled: WordCandidate[][] = [];
    for (const { text } of sentences) filled.push((await fill(text, [text.indexOf(MASK)], options))[0]);
    return filled;
  } finally {
    await predictor.release();
  }
}
