import { Fault } from "../errors";
import { MASK } from "../masks";
import { sentence } from "../sentence";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { yieldToEventLoop } from "../yieldToEventLoop";
import { maskedText } from "./maskedText";
import type { Predictor } from "./predictor";
import { bestIndices, logSoftmax } from "./softmax";
import { contextWindows } from "./windows";

/** One candidate for a mask, under the names of Hugging Face's fill-mask pipeline. */
export interface MaskFill {
  /** The probability of the token. */
  readonly score: number;
  readonly token: number;
  readonly token_str: string;
  /** The text with this mask filled; of a text longer than what the model sees at once, that part. */
  readonly sequence: string;
}

export interface FillOptions {
  /** How many candidates for each mask. */
  readonly topK: number;
  /** Only these words are candidates; each must be one token of the vocabulary. */
  readonly targets?: readonly string[];
  /** How many tokens the model sees at once; as many as it has positions when absent. */
  readonly windowTokens?: number;
  readonly signal?: AbortSignal;
}

/**
 * The best candidates for every [MASK] of a text, in the order of the masks; each mask is predicted with the others
 * still masked. A text longer than the model is read through a window around each mask.
 * @throws Fault "bad-option" when the text has no [MASK] or a target is not one token; the signal's reason when it is aborted.
 */
type MaskFiller = (text: string, options: FillOptions) => Promise<MaskFill[][]>;

/** Made once for a model, asked often. */
export function createMaskFiller(predictor: Predictor, tokenizer: Tokenizer): MaskFiller {
  const candidates = candidateTokens(tokenizer);
  return (text, options) => fillMasks(predictor, tokenizer, candidates, text, options);
}

async function fillMasks(
  predictor: Predictor,
  tokenizer: Tokenizer,
  candidates: CandidateTokens,
  text: string,
  { topK, targets, windowTokens = Number.POSITIVE_INFINITY, signal }: FillOptions,
): Promise<MaskFill[][]> {
  const { ids, masks } = maskedText(withPlaceholders(text, tokenizer), tokenizer);
  if (masks.length === 0)
    throw new Fault("bad-option", sentence`The text has no [MASK] to fill: "${excerpt(text)}".`);
  const spaced = new Map(masks.map((mask) => [mask.position, mask.spaced]));
  const onlyMask = masks.length === 1;
  const filled: MaskFill[][] = [];
  const length = Math.min(windowTokens, predictor.config.maxPositions) - 2; // [CLS] and [SEP] stand around
  for (const { start, end, positions } of contextWindows(ids, [...spaced.keys()], length)) {
    await yieldToEventLoop();
    signal?.throwIfAborted();
    const window = framed(tokenizer, ids.subarray(start, end));
    const places = positions.map((at) => at - start + 1);
    const [rows] = await predictor.logits([{ ids: window, positions: places }]);
    for (const [index, place] of places.entries()) {
      const allowed = candidates(targets, spaced.get(positions[index])!);
      const ranked = rank(logSoftmax(rows[index]), topK, tokenizer.vocabSize, allowed);
      filled.push(ranked.map((found) => candidate(tokenizer, window, place, onlyMask, found)));
    }
  }
  return filled;
}

interface Ranked {
  readonly token: number;
  readonly score: number;
}

function rank(
  logProbabilities: Float32Array,
  topK: number,
  vocabSize: number,
  allowed: readonly number[] | undefined,
): Ranked[] {
  const scores = allowed
    ? allowed.map((token) => logProbabilities[token])
    : logProbabilities.subarray(0, vocabSize);
  return bestIndices(scores, topK).map((index) => ({
    token: allowed?.[index] ?? index,
    score: Math.exp(scores[index]),
  }));
}

/** @param window what the model saw, with the mask at `place` */
function candidate(
  tokenizer: Tokenizer,
  window: Int32Array,
  place: number,
  onlyMask: boolean,
  { token, score }: Ranked,
): MaskFill {
  const filled = window.slice();
  filled[place] = token;
  return {
    score,
    token,
    token_str: tokenizer.decode([token]).trim(),
    sequence: tokenizer.decode(filled, { skipSpecialTokens: onlyMask }),
  };
}

/** [CLS] tokens [SEP]. */
function framed({ clsTokenId, sepTokenId }: Tokenizer, ids: Int32Array): Int32Array {
  const window = new Int32Array(ids.length + 2);
  window.set(ids, 1);
  window[0] = clsTokenId;
  window[ids.length + 1] = sepTokenId;
  return window;
}

/** The text with `[MASK]` where the model's own mask is spelt out, too. */
export function withPlaceholders(text: string, tokenizer: Tokenizer): string {
  return text.replaceAll(tokenizer.idToToken(tokenizer.maskTokenId) as string, MASK);
}

/** The candidates in a place that is `spaced` or not: the targets, else the tokens that fit; undefined where all do. */
type CandidateTokens = (
  targets: readonly string[] | undefined,
  spaced: boolean,
) => readonly number[] | undefined;

function candidateTokens(tokenizer: Tokenizer): CandidateTokens {
  const known = new Map<boolean, readonly number[]>();
  return (targets, spaced) => {
    if (targets !== undefined) return targetIds(tokenizer, targets, spaced);
    if (!tokenizer.writesSpaces) return undefined;
    const fitting = known.get(spaced) ?? tokensThatFit(tokenizer, spaced);
    known.set(spaced, fitting);
    return fitting;
  };
}

function tokensThatFit(tokenizer: Tokenizer, spaced: boolean): number[] {
  const all = Array.from({ length: tokenizer.vocabSize }, (_, id) => id);
  return all.filter((id) => tokenizer.beginsWord(id, spaced) && tokenizer.decode([id]).trim() !== "");
}

function targetIds(tokenizer: Tokenizer, targets: readonly string[], spaced: boolean): number[] {
  const ids = targets.map((target) => {
    const ids = tokenizer.piecesOf(target, spaced);
    if (ids.length === 1 && ids[0] !== tokenizer.unkTokenId) return ids[0];
    throw new Fault(
      "bad-option",
      sentence`The target "${target}" is not a single token of the model's vocabulary; choose another word.`,
    );
  });
  return [...new Set(ids)];
}

const excerpt = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
