import type { Backend } from "../backend";
import { MASK } from "../masks";
import type { WordSource } from "../memory/knownWords";
import type { Model } from "../models/model";
import { createWordFiller, USUAL_SEARCH, type WordFiller } from "../prediction/fillWords";
import { createLightPredictor } from "../prediction/predictor";
import { SHIPPED_RANKING } from "../ranking/shippedRanking";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { yieldToEventLoop } from "../yieldToEventLoop";
import type { WordQuestion } from "./wordQuestion";
import type { WordPlace } from "./wordsFound";

const OFFERED = 5;

/**
 * At which place the hidden word of each question is among the first five that are offered, as they are offered to a
 * person: by the model alone, or with what `sourceFor` a question knows of words. Throws the signal's reason when it is
 * aborted.
 */
export async function askWords<Q extends WordQuestion>(
  backend: Backend,
  { config, parameters, tokenizer }: Model,
  questions: readonly Q[],
  signal: AbortSignal,
  sourceFor?: (question: Q) => WordSource,
): Promise<WordPlace[]> {
  const predictor = await createLightPredictor(backend, config, parameters);
  try {
    const fill = createWordFiller(predictor, tokenizer, SHIPPED_RANKING);
    const places: WordPlace[] = [];
    for (const question of questions) {
      await yieldToEventLoop();
      signal.throwIfAborted();
      places.push(await ask(fill, tokenizer, question, signal, sourceFor?.(question)));
    }
    return places;
  } finally {
    await predictor.release();
  }
}

async function ask(
  fill: WordFiller,
  tokenizer: Tokenizer,
  { before, word, after }: WordQuestion,
  signal: AbortSignal,
  source: WordSource | undefined,
): Promise<WordPlace> {
  const options = { ...USUAL_SEARCH, topK: OFFERED, signal, ...(source && { source }) };
  const [offered] = await fill(`${before}${MASK}${after}`, [before.length], options);
  const hidden = tokenizer.decode(tokenizer.piecesOf(word)).trim(); // as the tokenizer writes it, perhaps in lower case
  const place = offered.findIndex(({ text }) => text === hidden);
  return place < 0 ? undefined : place;
}
