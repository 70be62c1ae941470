import type { Graph, Value } from "../graph";
import type { Parameters } from "../tensor";
import type { EncoderInputs, ModelContext } from "./blocks/context";
import { familyOf, type ModelConfig, parametersOf } from "./families";
import type { Parameter } from "./parameters";

/** Every parameter as a graph input under its name. */
export function declareParameters(graph: Graph, config: ModelConfig): Map<string, Value> {
  return new Map(parametersOf(config).map(({ name, shape }) => [name, graph.input(name, "float32", shape)]));
}

export function required(parameters: ReadonlyMap<string, Value>, { name }: Parameter): Value {
  const value = parameters.get(name);
  if (!value) throw new Error(`the model has no parameter ${name}`);
  return value;
}

/** Every parameter as a constant of the graph, made where it is first asked for. */
export function storedParameters(graph: Graph, parameters: Parameters): (parameter: Parameter) => Value {
  const constants = new Map<string, Value>();
  return ({ name }) => {
    const known = constants.get(name);
    if (known) return known;
    const tensor = parameters.get(name);
    if (!tensor) throw new Error(`the model has no parameter ${name}`);
    const constant = graph.constant(tensor.data, tensor.shape, name);
    constants.set(name, constant);
    return constant;
  };
}

/** What the encoder and the head read of a batch. */
export interface EncoderBatch extends EncoderInputs {
  /** int64 [masked]: rows of the sequence-first token matrix. */
  readonly maskedPositions: Value;
}

export function declareEncoderBatch(graph: Graph, padding: boolean): EncoderBatch {
  return {
    inputIds: graph.input("input_ids", "int64", ["sequence", "batch"]),
    positionIds: graph.input("position_ids", "int64", ["sequence"]),
    maskedPositions: graph.input("masked_positions", "int64", ["masked"]),
    ...(padding && { attentionBias: graph.input("attention_bias", "float32", ["batch", 1, 1, "sequence"]) }),
  };
}

/** The (row, label) pairs of a batch, int64 [masked, 2]. */
export const declareLabels = (graph: Graph): Value => graph.input("label_positions", "int64", ["masked", 2]);

/** The head's logits at the masked positions only, [masked, vocab]. */
export function logitsAtMasked(context: ModelContext<ModelConfig>, batch: EncoderBatch): Value {
  const { encode, decode } = familyOf(context.config);
  return decode(context, encode(context, batch, batch.maskedPositions));
}
