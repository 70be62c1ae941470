import type { Cost } from "../family";
import type { PostNormConfig } from "./config";

/** Of the last layer, the feed-forward network and what follows run at masked positions alone. */
export function postNormCost(
  { hiddenSize, intermediateSize, numHiddenLayers, vocabSize }: PostNormConfig,
  sequence: number,
): Cost {
  const attention = 3 * hiddenSize ** 2 + 2 * sequence * hiddenSize;
  const feedForward = hiddenSize ** 2 + 2 * hiddenSize * intermediateSize;
  const head = hiddenSize ** 2 + hiddenSize * vocabSize;
  return {
    everyToken: numHiddenLayers * attention + (numHiddenLayers - 1) * feedForward,
    maskedToken: feedForward + head,
  };
}
