import type { Backend } from "../backend";
import type { Model } from "../models/model";
import { createWordFiller, USUAL_SEARCH, type WordFiller } from "../prediction/fillWords";
import { createPredictor } from "../prediction/predictor";
import type { WordPieceTokenizer } from "../tokenizer/tokenizer";
import { piecesOf } from "../tokenizer/wordPieces";
import { yieldToEventLoop } from "../yieldToEventLoop";
import type { WordQuestion } from "./wordQuestion";
import type { Place } from "./wordsFound";

const MASK = "[MASK]";
const OFFERED = 5;

/**
 * At which place the hidden word of each question is among the first five that the model offers, as it offers them to a
 * person. Throws the signal's reason when it is aborted.
 */
export async function askWords(
  backend: Backend,
  { config, parameters, tokenizer }: Model,
  questions: readonly WordQuestion[],
  signal: AbortSignal,
): Promise<Place[]> {
  const predictor = await createPredictor(backend, config, parameters);
  try {
    const fill = createWordFiller(predictor, tokenizer);
    const places: Place[] = [];
    for (const question of questions) {
      await yieldToEventLoop();
      signal.throwIfAborted();
      places.push(await ask(fill, tokenizer, question, signal));
    }
    return places;
  } finally {
    await predictor.release();
  }
}

async function ask(
  fill: WordFiller,
  tokenizer: WordPieceTokenizer,
  { before, word, after }: WordQuestion,
  signal: AbortSignal,
): Promise<Place> {
  const options = { ...USUAL_SEARCH, topK: OFFERED, signal };
  const [offered] = await fill(`${before}${MASK}${after}`, [before.length], options);
  const hidden = tokenizer.decode(piecesOf(word, tokenizer)); // as the tokenizer writes it, perhaps in lower case
  const place = offered.findIndex(({ text }) => text === hidden);
  return place < 0 ? undefined : place;
}
