import {
  type Device,
  encodeModel,
  Graph,
  gatherND,
  greater,
  lower,
  reduceSum,
  reshape,
  toFloat,
} from "../graph";
import { negativeLogLikelihood } from "../models/blocks/crossEntropy";
import type { ModelConfig } from "../models/families";
import {
  declareEncoderBatch,
  declareLabels,
  declareParameters,
  logitsAtMasked,
  required,
} from "../models/mlmGraph";
import type { Parameter } from "../models/parameters";

/** The outputs, each [masked]. */
export const NLL = "nll";
/** How many words of the vocabulary score higher than the label: 0 where the model's first guess is right. */
export const RANK = "rank";

/** The forward pass alone, without dropout, with the inputs of the training graph. */
export function buildEvaluationGraph(
  config: ModelConfig,
  { padding, device = "cpu" }: { readonly padding: boolean; readonly device?: Device },
): Uint8Array {
  const graph = new Graph();
  const parameters = declareParameters(graph, config);
  const batch = declareEncoderBatch(graph, padding);
  const labels = declareLabels(graph);
  const context = {
    config,
    parameter: (parameter: Parameter) => required(parameters, parameter),
    dropout: <V>(x: V) => x,
  };
  const logits = logitsAtMasked(context, batch);
  const labelLogits = reshape(gatherND(logits, labels), ["masked", 1]);
  const rank = reduceSum(toFloat(greater(logits, labelLogits)), [1], false);
  const nll = negativeLogLikelihood(logits, labels);
  return encodeModel(lower({ [NLL]: nll, [RANK]: rank }, device), "evaluation");
}
