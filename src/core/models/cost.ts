import type { BaseConfig } from "./baseConfig";

/** Multiplications with weights and of attention, for one token on the way forward. */
export interface Cost {
  readonly everyToken: number;
  /** Besides, at a masked position. */
  readonly maskedToken: number;
}

/**
 * The cost of a token in a sequence of `sequence` tokens. Of the last layer, the feed-forward network and what follows run
 * at masked positions alone.
 * @param feedForwardMatrices how many [intermediate, hidden] matrices a feed-forward network has: 2, or 3 where it is gated.
 */
export function encoderCost(
  { hiddenSize, intermediateSize, numHiddenLayers, vocabSize }: BaseConfig,
  sequence: number,
  feedForwardMatrices: number,
): Cost {
  const attention = 3 * hiddenSize ** 2 + 2 * sequence * hiddenSize;
  const feedForward = hiddenSize ** 2 + feedForwardMatrices * hiddenSize * intermediateSize;
  const head = hiddenSize ** 2 + hiddenSize * vocabSize;
  return {
    everyToken: numHiddenLayers * attention + (numHiddenLayers - 1) * feedForward,
    maskedToken: feedForward + head,
  };
}
