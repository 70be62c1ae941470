import type { Random } from "../random";
import type { Tokenizer } from "../tokenizer/tokenizer";
import type { MaskedExample } from "./batch";

export interface MaskingOptions {
  /** The share of tokens to predict. */
  readonly mlmProbability: number;
  /** Whether all pieces of a word are masked together. */
  readonly wholeWordMask: boolean;
}

/** Of the chosen tokens, this share becomes [MASK] and the next a random token; the rest stays (Devlin et al. 2018). */
const MASK_SHARE = 0.8;
const RANDOM_SHARE = 0.1;

/** What masking needs to know of a vocabulary. */
export type MaskingVocabulary = Pick<Tokenizer, "vocabSize" | "maskTokenId" | "isSpecial" | "startsWord">;

/** Chooses the tokens to predict and hides them; special tokens are never chosen. */
export function maskTokens(
  ids: ArrayLike<number>,
  vocabulary: MaskingVocabulary,
  options: MaskingOptions,
  random: Random,
): MaskedExample {
  const positions = choosePositions(ids, vocabulary, options, random);
  const inputIds = Int32Array.from(ids);
  for (const at of positions) inputIds[at] = hide(inputIds[at], vocabulary, random);
  return { inputIds, positions, labels: positions.map((at) => ids[at]) };
}

function choosePositions(
  ids: ArrayLike<number>,
  { isSpecial, startsWord }: MaskingVocabulary,
  { mlmProbability, wholeWordMask }: MaskingOptions,
  random: Random,
): number[] {
  const positions: number[] = [];
  let chosen = false;
  for (let at = 0; at < ids.length; at++) {
    if (isSpecial(ids[at])) {
      chosen = false;
      continue;
    }
    const continues = wholeWordMask && at > 0 && !startsWord(ids[at], ids[at - 1]) && !isSpecial(ids[at - 1]);
    if (!continues) chosen = random.nextFloat() < mlmProbability;
    if (chosen) positions.push(at);
  }
  return positions;
}

function hide(id: number, { maskTokenId, vocabSize }: MaskingVocabulary, random: Random): number {
  const draw = random.nextFloat();
  if (draw < MASK_SHARE) return maskTokenId;
  return draw < MASK_SHARE + RANDOM_SHARE ? random.nextBelow(vocabSize) : id;
}
