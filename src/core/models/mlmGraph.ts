import { type Graph, gather, type Value } from "../graph";
import type { ModelConfig } from "./config";
import { encode, type ModelContext } from "./encoder";
import { mlmHead } from "./mlmHead";
import { parameterShapes } from "./parameters";

/** Every parameter as a graph input under its name. */
export function declareParameters(graph: Graph, config: ModelConfig): Map<string, Value> {
  const shapes = [...parameterShapes(config)];
  return new Map(shapes.map(([name, shape]) => [name, graph.input(name, "float32", shape)]));
}

export function required(parameters: ReadonlyMap<string, Value>, name: string): Value {
  const value = parameters.get(name);
  if (!value) throw new Error(`the model has no parameter ${name}`);
  return value;
}

export interface BatchValues {
  readonly inputIds: Value;
  readonly positionIds: Value;
  readonly maskedPositions: Value;
  readonly labelPositions: Value;
  readonly attentionBias?: Value;
}

export function declareBatch(graph: Graph, padding: boolean): BatchValues {
  return {
    inputIds: graph.input("input_ids", "int64", ["sequence", "batch"]),
    positionIds: graph.input("position_ids", "int64", ["sequence"]),
    maskedPositions: graph.input("masked_positions", "int64", ["masked"]),
    labelPositions: graph.input("label_positions", "int64", ["masked", 2]),
    ...(padding && { attentionBias: graph.input("attention_bias", "float32", ["batch", 1, 1, "sequence"]) }),
  };
}

/** The head's logits at the masked positions only, [masked, vocab]. */
export function logitsAtMasked(context: ModelContext, batch: BatchValues): Value {
  return mlmHead(context, gather(encode(context, batch), batch.maskedPositions));
}
