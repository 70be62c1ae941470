import type { Cost } from "../family";
import type { ModernBertConfig } from "./config";

/** Of the last layer, the feed-forward network and what follows run at masked positions alone. */
export function modernBertCost(
  { hiddenSize, intermediateSize, numHiddenLayers, vocabSize }: ModernBertConfig,
  sequence: number,
): Cost {
  const attention = 3 * hiddenSize ** 2 + 2 * sequence * hiddenSize;
  const feedForward = hiddenSize ** 2 + 3 * hiddenSize * intermediateSize;
  const head = hiddenSize ** 2 + hiddenSize * vocabSize;
  return {
    everyToken: numHiddenLayers * attention + (numHiddenLayers - 1) * feedForward,
    maskedToken: feedForward + head,
  };
}
