import { type Random, randomFor } from "../../src/core/random";
import type { Tokenizer } from "../../src/core/tokenizer/tokenizer";
import type { MaskedExample } from "../../src/core/training/batch";
import { type MaskingOptions, maskTokens } from "../../src/core/training/masking";
import { type KindTokens, type SentenceSampler, sampleSequence, sentenceSampler } from "./data";

/** Every so many steps one of single sentences, which are this much shorter and as many more. */
const SENTENCES_EVERY = 6;
const SENTENCES_SHORTER = 4;
/** What the generators of a step's sequences are for, so that no other use shares their streams. */
const PURPOSE = 7;

export interface DrawOptions {
  readonly seed: number;
  /** Sequences of `length` tokens in a step; sequences of other lengths come in numbers with as many tokens. */
  readonly batch: number;
  /** Tokens of a sequence with [CLS] and [SEP]. */
  readonly length: number;
  /** Every so many steps one of sequences twice as long, half as many; 0 for none. */
  readonly longEvery: number;
  readonly masking: MaskingOptions;
}

/**
 * Draws the masked sequences of step `step`, counted from 0. Each depends on the seed, the step and its own place in
 * the step alone, so that processes which share a step out draw the same (`pretraining/torch/draw.py`).
 */
export type StepDrawer = (step: number) => MaskedExample[];

export function stepDrawer(
  tokens: readonly KindTokens[],
  tokenizer: Tokenizer,
  options: DrawOptions,
): StepDrawer {
  const { seed, batch, length, masking } = options;
  const drawSentence = sentenceSampler(tokens, tokenizer, length / SENTENCES_SHORTER);
  return (step) => {
    const times = lengthens(step, options.longEvery) ? 2 : 1;
    const [count, draw]: [number, SentenceSampler] = holdsSentences(step)
      ? [batch * SENTENCES_SHORTER, drawSentence]
      : [batch / times, (random: Random) => sampleSequence(tokens, tokenizer, length * times, random)];
    return Array.from({ length: count }, (_, place) => {
      const random = randomFor(seed, PURPOSE, step, place);
      return maskTokens(draw(random), tokenizer, masking, random);
    });
  };
}

function holdsSentences(step: number): boolean {
  return step % SENTENCES_EVERY === SENTENCES_EVERY - 1;
}

function lengthens(step: number, longEvery: number): boolean {
  return longEvery > 0 && step % longEvery === longEvery - 1;
}
