import { type Device, encodeModel, Graph, lower, type Value } from "../graph";
import type { ModelConfig } from "../models/families";
import {
  declareEncoderBatch,
  declareParameters,
  logitsAtMasked,
  required,
  storedParameters,
} from "../models/mlmGraph";
import type { Parameter } from "../models/parameters";
import type { Parameters } from "../tensor";

/** The output, [masked, vocab]. */
export const LOGITS = "logits";

/**
 * The forward pass with the weights stored in the graph, so that ONNX Runtime packs them once; without `parameters` they
 * are inputs under their names. Inputs:
 * `input_ids` int64 [sequence, batch], `position_ids` int64 [sequence], `masked_positions` int64 [masked] and,
 * with padding, `attention_bias` [batch, 1, 1, sequence].
 */
export function buildPredictionGraph(
  config: ModelConfig,
  parameters: Parameters | undefined,
  { padding, device = "cpu" }: { readonly padding: boolean; readonly device?: Device },
): Uint8Array {
  const graph = new Graph();
  const batch = declareEncoderBatch(graph, padding);
  const context = {
    config,
    parameter: parameters ? storedParameters(graph, parameters) : givenParameters(graph, config),
    dropout: (x: Value) => x,
  };
  return encodeModel(lower({ [LOGITS]: logitsAtMasked(context, batch) }, device), "prediction");
}

function givenParameters(graph: Graph, config: ModelConfig): (parameter: Parameter) => Value {
  const parameters = declareParameters(graph, config);
  return (parameter) => required(parameters, parameter);
}
