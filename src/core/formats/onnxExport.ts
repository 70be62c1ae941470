import { Fault } from "../errors";
import {
  encodeModel,
  firstRows,
  Graph,
  mul,
  reshape,
  standardize,
  sub,
  toFloat,
  transpose,
  type Value,
} from "../graph";
import { type EncoderInputs, tokenCount } from "../models/blocks/context";
import { familyOf, type ModelConfig, parameterOf } from "../models/families";
import { storedParameters } from "../models/mlmGraph";
import { sentence } from "../sentence";
import type { Parameters } from "../tensor";
import { IGNORE } from "../training/batch";

/** A protobuf message cannot be larger: https://protobuf.dev/programming-guides/proto-limits/ */
const MAX_BYTES = 2 ** 31 - 1;

/** Room for everything but the weights. */
const GRAPH_BYTES = 2 ** 24;

/**
 * A masked language model as one ONNX file of standard operators, with the inputs and the output that Hugging
 * Face's exports have: `input_ids`, `attention_mask` and, where the model has token types, `token_type_ids`, int64
 * [batch, sequence]; `logits` [batch, sequence, vocab].
 * Throws a `bad-model` Fault for a model of 2 GiB or more, which ONNX cannot hold in one file.
 */
export function buildOnnxExport(config: ModelConfig, parameters: Parameters): Uint8Array {
  checkSize(parameters);
  const graph = new Graph();
  const shape = ["batch", "sequence"] as const;
  const inputIds = graph.input("input_ids", "int64", shape);
  const attentionMask = graph.input("attention_mask", "int64", shape);
  const tokenTypeIds = hasTokenTypes(config) && graph.input("token_type_ids", "int64", shape);
  const context = {
    config,
    parameter: storedParameters(graph, parameters),
    dropout: (x: Value) => x,
  };
  const { encode, decode } = familyOf(config);
  const hidden = encode(context, {
    inputIds: swapAxes(inputIds),
    positionIds: firstRows(positions(graph, config), "sequence"),
    attentionBias: biasOf(attentionMask),
    ...(tokenTypeIds && { tokenTypeIds: swapAxes(tokenTypeIds) }),
  } satisfies EncoderInputs);
  const logits = decode(context, batchFirst(hidden, config));
  return encodeModel(
    standardize({ logits: reshape(logits, [...shape, config.vocabSize]) }),
    config.modelType,
  );
}

function checkSize(parameters: Parameters): void {
  const bytes = [...parameters.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  if (bytes + GRAPH_BYTES <= MAX_BYTES) return;
  throw new Fault(
    "bad-model",
    sentence`The model's weights take ${(bytes / 1e9).toFixed(1)} GB, but an ONNX file holds 2 GB at most; it cannot be exported.`,
  );
}

/** Not where there is only one, as RoBERTa has. */
function hasTokenTypes(config: ModelConfig): boolean {
  const [types = 0] = parameterOf(config, "token type embedding")?.shape ?? [];
  return types > 1;
}

/** All the model's positions. */
function positions(graph: Graph, { firstPosition, maxPositions }: ModelConfig): Value {
  return graph.int64(Array.from({ length: maxPositions }, (_, at) => firstPosition + at));
}

const swapAxes = (ids: Value): Value => transpose(ids, [1, 0]);

/** 0 where the mask is 1, the most negative number where it is 0: [batch, 1, 1, sequence]. */
function biasOf(attentionMask: Value): Value {
  const { graph } = attentionMask;
  const ignored = mul(sub(graph.scalar(1), toFloat(attentionMask)), IGNORE);
  return reshape(ignored, ["batch", 1, 1, "sequence"]);
}

/** Rows of the sequence-first token matrix, one sequence after the other: [batch*sequence, hidden]. */
function batchFirst(hidden: Value, { hiddenSize }: ModelConfig): Value {
  const perSequence = transpose(reshape(hidden, ["sequence", "batch", hiddenSize]), [1, 0, 2]);
  return reshape(perSequence, [tokenCount("batch", "sequence"), hiddenSize]);
}
