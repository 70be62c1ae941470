import type { BaseConfig } from "./baseConfig";

/** What one token costs. */
export interface Cost {
  /** Multiplications with weights and of attention on the way forward. */
  readonly everyToken: number;
  /** Besides, at a masked position. */
  readonly maskedToken: number;
  /** About how many fp32 numbers training keeps of it for the way back. */
  readonly kept: { readonly everyToken: number; readonly maskedToken: number };
}

/** Of a layer's vectors of the hidden size, for instance queries, keys and values; and of its matrices of attention. */
const KEPT_VECTORS = 12;
const KEPT_ATTENTIONS = 3;
/** Of a row of logits: with its softmax and its gradient. */
const KEPT_LOGITS = 3;

/**
 * The cost of a token in a sequence of `sequence` tokens. Of the last layer, the feed-forward network and what follows run
 * at masked positions alone.
 * @param feedForwardMatrices how many [intermediate, hidden] matrices a feed-forward network has: 2, or 3 where it is gated.
 */
export function encoderCost(
  { hiddenSize, intermediateSize, numHiddenLayers, numAttentionHeads, vocabSize }: BaseConfig,
  sequence: number,
  feedForwardMatrices: number,
): Cost {
  const attention = 3 * hiddenSize ** 2 + 2 * sequence * hiddenSize;
  const feedForward = hiddenSize ** 2 + feedForwardMatrices * hiddenSize * intermediateSize;
  const head = hiddenSize ** 2 + hiddenSize * vocabSize;
  const keptByLayer =
    KEPT_VECTORS * hiddenSize +
    (2 * feedForwardMatrices - 1) * intermediateSize +
    KEPT_ATTENTIONS * numAttentionHeads * sequence;
  return {
    everyToken: numHiddenLayers * attention + (numHiddenLayers - 1) * feedForward,
    maskedToken: feedForward + head,
    kept: { everyToken: numHiddenLayers * keptByLayer, maskedToken: KEPT_LOGITS * vocabSize },
  };
}
