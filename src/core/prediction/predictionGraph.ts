import type { Feeds } from "../backend";
import {
  type Device,
  encodeModel,
  Graph,
  largeConstants,
  lower,
  quantizeWeights,
  type Value,
} from "../graph";
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
import type { Precision } from "./precision";

/** The output, [masked, vocab]. */
export const LOGITS = "logits";

export interface PredictionGraphOptions {
  readonly padding: boolean;
  readonly device?: Device;
  /** int8 is for stored parameters. */
  readonly precision?: Precision;
}

/**
 * The forward pass with the weights stored in the graph, so that ONNX Runtime packs them once; without `parameters` they
 * are inputs under their names. Inputs:
 * `input_ids` int64 [sequence, batch], `position_ids` int64 [sequence], `masked_positions` int64 [masked] and,
 * with padding, `attention_bias` [batch, 1, 1, sequence].
 */
export function buildPredictionGraph(
  config: ModelConfig,
  parameters: Parameters | undefined,
  { precision = "float32", ...options }: PredictionGraphOptions,
): Uint8Array {
  const outputs = predictionOutputs(config, parameters, options);
  return encodeModel(precision === "int8" ? quantizeWeights(outputs) : outputs, "prediction");
}

/**
 * The same for the processor in int8, without padding; the weights, which take a quarter of the memory of float32, are inputs
 * beside those of a batch.
 */
export function buildQuantizedGraph(config: ModelConfig, parameters: Parameters) {
  const outputs = quantizeWeights(predictionOutputs(config, parameters, { padding: false }));
  const weights = [...largeConstants(outputs)].map(([{ name, shape }, data]) => [name, { shape, data }]);
  return {
    model: encodeModel(outputs, "prediction", { givenConstants: true }),
    weights: Object.fromEntries(weights) as Feeds,
  };
}

function predictionOutputs(
  config: ModelConfig,
  parameters: Parameters | undefined,
  { padding, device = "cpu" }: Omit<PredictionGraphOptions, "precision">,
) {
  const graph = new Graph();
  const batch = declareEncoderBatch(graph, padding);
  const context = {
    config,
    parameter: parameters ? storedParameters(graph, parameters) : givenParameters(graph, config),
    dropout: (x: Value) => x,
  };
  return lower({ [LOGITS]: logitsAtMasked(context, batch) }, device);
}

function givenParameters(graph: Graph, config: ModelConfig): (parameter: Parameter) => Value {
  const parameters = declareParameters(graph, config);
  return (parameter) => required(parameters, parameter);
}
