import { withCustomGradient } from "../autodiff";
import {
  add,
  batchTranspose,
  type Dim,
  fusedMatMul,
  gather,
  gemm,
  layerNormalization,
  mul,
  reduceSum,
  reshape,
  softmax,
  sub,
  transpose,
  type Value,
} from "../graph";
import { ACTIVATIONS } from "./activations";
import { ARCHITECTURES } from "./architectures";
import type { ModelConfig } from "./config";

/** Where a forward pass takes its parameters from and what it does at a dropout site. */
export interface ModelContext {
  readonly config: ModelConfig;
  /** A parameter under its Hugging Face name. */
  parameter(name: string): Value;
  /** `x` with dropout of `probability`; `site` names the place for the masks that are fed: the same site, the same mask. */
  dropout(x: Value, site: string, probability: number): Value;
}

/** Tokens lie sequence-first, so that attention needs no transposed copies of queries, keys and values. */
export interface EncoderInputs {
  /** int64 [sequence, batch] */
  readonly inputIds: Value;
  /** int64 [sequence] */
  readonly positionIds: Value;
  /** int64 [sequence, batch]; absent where every token has type 0. */
  readonly tokenTypeIds?: Value;
  /** [batch, 1, 1, sequence]: added to the attention scores, 0 to attend and very negative to ignore. */
  readonly attentionBias?: Value;
}

/** A dense layer as Hugging Face stores it: x [rows, in] times weight [out, in] transposed, plus bias [out]. */
export function linear(context: ModelContext, x: Value, name: string): Value {
  return gemm(x, context.parameter(`${name}.weight`), {
    c: context.parameter(`${name}.bias`),
    transB: true,
  });
}

export function layerNorm(context: ModelContext, x: Value, name: string): Value {
  const scale = context.parameter(`${name}.weight`);
  return layerNormalization(x, scale, context.parameter(`${name}.bias`), context.config.layerNormEps);
}

/**
 * The hidden states after the last layer, [sequence*batch, hidden]; with `rows`, int64 [rows] without repetition, those of
 * these tokens alone, [rows, hidden], for which the last layer's feed-forward network does not look at the others.
 */
export function encode(context: ModelContext, inputs: EncoderInputs, rows?: Value): Value {
  const last = context.config.numHiddenLayers - 1;
  let hidden = embed(context, inputs);
  for (let layer = 0; layer < last; layer++) hidden = transformerLayer(context, inputs, hidden, layer);
  return transformerLayer(context, inputs, hidden, last, rows);
}

/** Word, position and token-type embeddings, summed and normalised: [sequence*batch, hidden]. */
function embed(context: ModelContext, { inputIds, positionIds, tokenTypeIds }: EncoderInputs): Value {
  const { config } = context;
  const names = ARCHITECTURES[config.modelType];
  const [sequence, batch] = inputIds.shape;
  const words = gather(context.parameter(names.wordEmbeddings), inputIds, config.padTokenId);
  let positions = gather(context.parameter(names.positionEmbeddings), positionIds);
  positions = reshape(positions, [sequence, 1, config.hiddenSize]);
  let sum = add(words, positions);
  if (names.tokenTypeEmbeddings) {
    const types = tokenTypeIds ?? inputIds.graph.int64([0]);
    sum = add(sum, gather(context.parameter(names.tokenTypeEmbeddings), types));
  }
  const rows = reshape(sum, [tokenCount(sequence, batch), config.hiddenSize]);
  const normalized = layerNorm(context, rows, names.embeddingsLayerNorm);
  return context.dropout(normalized, "embeddings", config.hiddenDropoutProb);
}

/** One post-norm transformer layer (Vaswani et al. 2017): attention, then a feed-forward network for each of `rows`. */
function transformerLayer(
  context: ModelContext,
  inputs: EncoderInputs,
  hidden: Value,
  index: number,
  rows?: Value,
): Value {
  const { config } = context;
  const architecture = ARCHITECTURES[config.modelType];
  const names = architecture.layer(index);
  const asked = (states: Value) => (rows ? gather(states, rows) : states);
  const attention = asked(selfAttention(context, inputs, hidden, index));
  let attended = linear(context, attention, names.attentionOutput);
  if (architecture.dropsAttentionOutput) {
    attended = context.dropout(attended, `layer.${index}.attention.output`, config.hiddenDropoutProb);
  }
  const afterAttention = layerNorm(context, add(attended, asked(hidden)), names.attentionLayerNorm);
  const activated = ACTIVATIONS[config.hiddenAct](linear(context, afterAttention, names.intermediate));
  const output = context.dropout(
    linear(context, activated, names.output),
    `layer.${index}.output`,
    config.hiddenDropoutProb,
  );
  return layerNorm(context, add(output, afterAttention), names.outputLayerNorm);
}

/** Multi-head attention of every token over its sequence: [sequence*batch, hidden]. */
function selfAttention(context: ModelContext, inputs: EncoderInputs, hidden: Value, index: number): Value {
  const { config } = context;
  const [sequence, batch] = inputs.inputIds.shape;
  const names = ARCHITECTURES[config.modelType].layer(index);
  const headSize = config.hiddenSize / config.numAttentionHeads;
  const heads = (name: string) => {
    const shape = [sequence, batch, config.numAttentionHeads, headSize];
    return batchTranspose(reshape(linear(context, hidden, name), shape));
  };
  const alpha = 1 / Math.sqrt(headSize);
  const scores = fusedMatMul(heads(names.query), heads(names.key), { transB: true, alpha });
  const biased = inputs.attentionBias ? add(scores, inputs.attentionBias) : scores;
  const perHead = attend(context, biased, heads(names.value), `layer.${index}.attention.probs`);
  return reshape(transpose(perHead, [2, 0, 1, 3]), [tokenCount(sequence, batch), config.hiddenSize]);
}

/**
 * O = dropout(softmax(scores)) values, with P = softmax(scores): dscores = P (dropout(dO values^T) - rowsum(dO O)),
 * where the row sum runs over the head's size instead of the sequence (Dao et al. 2022).
 */
function attend(context: ModelContext, scores: Value, values: Value, site: string): Value {
  const dropout = (x: Value) => context.dropout(x, site, context.config.attentionProbsDropoutProb);
  const probabilities = softmax(scores);
  const kept = dropout(probabilities);
  const output = fusedMatMul(kept, values);
  return withCustomGradient(output, {
    inputs: [scores, values],
    backward(dy) {
      const received = dropout(fusedMatMul(dy, values, { transB: true }));
      const rowSums = reduceSum(mul(dy, output), [dy.shape.length - 1]);
      return [mul(probabilities, sub(received, rowSums)), fusedMatMul(kept, dy, { transA: true })];
    },
  });
}

/** The number of tokens in a batch as one dimension. */
export function tokenCount(sequence: Dim, batch: Dim): Dim {
  return typeof sequence === "number" && typeof batch === "number"
    ? sequence * batch
    : `${sequence}*${batch}`;
}
