import { type Device, encodeModel, Graph, lower, type Value } from "../graph";
import type { ModelConfig } from "../models/families";
import { declareEncoderBatch, logitsAtMasked, storedParameters } from "../models/mlmGraph";
import type { Parameters } from "../tensor";

/** The output, [masked, vocab]. */
export const LOGITS = "logits";

/**
 * The forward pass with the weights stored in the graph, so that ONNX Runtime packs them once. Inputs:
 * `input_ids` int64 [sequence, batch], `position_ids` int64 [sequence], `masked_positions` int64 [masked] and,
 * with padding, `attention_bias` [batch, 1, 1, sequence].
 */
export function buildPredictionGraph(
  config: ModelConfig,
  parameters: Parameters,
  { padding, device = "cpu" }: { readonly padding: boolean; readonly device?: Device },
): Uint8Array {
  const graph = new Graph();
  const batch = declareEncoderBatch(graph, padding);
  const context = {
    config,
    parameter: storedParameters(graph, parameters),
    dropout: (x: Value) => x,
  };
  return encodeModel(lower({ [LOGITS]: logitsAtMasked(context, batch) }, device), "prediction");
}
