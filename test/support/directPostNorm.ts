import type { ModelConfig } from "../../src/core/models/families";
import type { Tensor } from "../../src/core/tensor";
import { activate, attention, dot, type Matrix, plus, readable } from "./directMath";

type PostNormConfig = Exclude<ModelConfig, { modelType: "modernbert" }>;

export function postNormLogits(
  config: PostNormConfig,
  parameters: ReadonlyMap<string, Tensor>,
  ids: readonly number[],
): Matrix {
  const names = NAMES[config.modelType];
  const { rows, vector, dense, norm } = readable(parameters);
  const normed = (x: Matrix, name: string) => norm(x, name, config.layerNormEps);
  const embeddings = `${config.modelType}.embeddings`;
  const words = rows(`${embeddings}.word_embeddings.weight`);
  const places = rows(`${embeddings}.position_embeddings.weight`);
  const types = names.hasTypes
    ? rows(`${embeddings}.token_type_embeddings.weight`)[0]
    : words[0].map(() => 0);
  const place = (at: number) => places[config.firstPosition + at];
  const embedded = ids.map((id, at) => words[id].map((x, i) => x + place(at)[i] + types[i]));
  let hidden = normed(embedded, `${embeddings}.LayerNorm`);
  for (let index = 0; index < config.numHiddenLayers; index++) {
    const [query, key, value, attended, attentionNorm, inner, outer, outputNorm] = names.layer.map(
      (name) => `${config.modelType}.${names.layers}.${index}.${name}`,
    );
    const projections = [query, key, value].map((name) => dense(hidden, name));
    const context = attention(projections, config.numAttentionHeads);
    const after = normed(plus(dense(context, attended), hidden), attentionNorm);
    const activated = activate(dense(after, inner), config.hiddenAct);
    hidden = normed(plus(dense(activated, outer), after), outputNorm);
  }
  const activation = config.modelType === "roberta" ? "gelu" : config.hiddenAct;
  const normalized = normed(activate(dense(hidden, names.transform), activation), names.norm);
  const bias = vector(names.bias, words.length);
  return normalized.map((row) => words.map((word, id) => dot(row, word) + bias[id]));
}

const bertNames = [
  "attention.self.query",
  "attention.self.key",
  "attention.self.value",
  "attention.output.dense",
  "attention.output.LayerNorm",
  "intermediate.dense",
  "output.dense",
  "output.LayerNorm",
];

const distilbertNames = [
  "attention.q_lin",
  "attention.k_lin",
  "attention.v_lin",
  "attention.out_lin",
  "sa_layer_norm",
  "ffn.lin1",
  "ffn.lin2",
  "output_layer_norm",
];

const bertLayer = { hasTypes: true, layers: "encoder.layer", layer: bertNames };

const NAMES = {
  bert: {
    ...bertLayer,
    transform: "cls.predictions.transform.dense",
    norm: "cls.predictions.transform.LayerNorm",
    bias: "cls.predictions.bias",
  },
  roberta: { ...bertLayer, transform: "lm_head.dense", norm: "lm_head.layer_norm", bias: "lm_head.bias" },
  distilbert: {
    hasTypes: false,
    layers: "transformer.layer",
    layer: distilbertNames,
    transform: "vocab_transform",
    norm: "vocab_layer_norm",
    bias: "vocab_projector.bias",
  },
} as const;
