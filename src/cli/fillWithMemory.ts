import { resolve } from "node:path";
import { DEFAULT_CORPUS_OPTIONS } from "../core/corpus/options";
import { Fault } from "../core/errors";
import { MASK } from "../core/masks";
import { wordSource } from "../core/memory/knownWords";
import { type MaskFill, withPlaceholders } from "../core/prediction/fillMask";
import { createWordFiller, USUAL_SEARCH } from "../core/prediction/fillWords";
import { maskedText } from "../core/prediction/maskedText";
import type { Predictor } from "../core/prediction/predictor";
import type { Ranking } from "../core/ranking/rank";
import type { Tokenizer } from "../core/tokenizer/tokenizer";
import { readMemory } from "../engine/memory/workspaceMemory";

/** Fills the masks of texts with whole words, with the text itself and the files of `folder` in view. */
export async function fillerWithMemory(
  predictor: Predictor,
  tokenizer: Tokenizer,
  ranking: Ranking,
  folder: string,
  signal: AbortSignal,
): Promise<(text: string, topK: number) => Promise<MaskFill[][]>> {
  const corpus = { folders: [resolve(folder)], corpus: DEFAULT_CORPUS_OPTIONS };
  const { memory } = await readMemory(corpus, tokenizer, signal);
  const fill = createWordFiller(predictor, tokenizer, ranking);
  return async (given, topK) => {
    const text = withPlaceholders(given, tokenizer);
    const masks = maskOffsets(text, tokenizer);
    const options = { ...USUAL_SEARCH, topK, signal, source: wordSource(memory.table, memory) };
    const words = await fill(text, masks, options);
    return words.map((candidates, index) =>
      candidates.map(({ score, pieces: [token], text: word }) => {
        return { score, token, token_str: word, sequence: withWord(text, masks[index], word) };
      }),
    );
  };
}

/** UTF-16 units before and behind a mask that are shown filled, so that many masks in a long text stay a short answer. */
const SHOWN = 500;

function withWord(text: string, mask: number, word: string): string {
  const end = mask + MASK.length;
  return `${text.slice(Math.max(0, mask - SHOWN), mask)}${word}${text.slice(end, end + SHOWN)}`;
}

function maskOffsets(text: string, tokenizer: Tokenizer): number[] {
  const offsets = maskedText(text, tokenizer).masks.map(({ offset }) => offset);
  if (offsets.length > 0) return offsets;
  throw new Fault("bad-option", `The text has no [MASK] to fill: "${text.slice(0, 60)}".`);
}
