import { LARGEST, readActivation, readHeads } from "../baseConfig";
import type { ConfigFields } from "../configFields";
import type { PostNormConfig } from "../postNorm/config";
import { readPostNormFields } from "../postNorm/configJson";

export interface DistilbertConfig extends PostNormConfig {
  readonly modelType: "distilbert";
}

/** `DistilBertModel` has it built in. */
const LAYER_NORM_EPS = 1e-12;

export function readDistilbertConfig(fields: ConfigFields): DistilbertConfig {
  const hiddenSize = fields.integer("dim", 768, 1, LARGEST.hidden);
  return {
    modelType: "distilbert",
    ...readPostNormFields(fields, { vocabSize: 30522, padTokenId: 0 }),
    firstPosition: 0,
    maxPositions: fields.integer("max_position_embeddings", 512, 1, LARGEST.positions),
    hiddenSize,
    numHiddenLayers: fields.integer("n_layers", 6, 1, LARGEST.layers),
    numAttentionHeads: readHeads(fields, "n_heads", hiddenSize),
    intermediateSize: fields.integer("hidden_dim", 3072, 1, LARGEST.intermediate),
    hiddenAct: readActivation(fields, "activation"),
    typeVocabSize: 0,
    layerNormEps: LAYER_NORM_EPS,
    hiddenDropoutProb: fields.number("dropout", 0.1, 0, 1),
    attentionProbsDropoutProb: fields.number("attention_dropout", 0.1, 0, 1),
  };
}

export function writeDistilbertConfig(config: DistilbertConfig) {
  return {
    dim: config.hiddenSize,
    n_layers: config.numHiddenLayers,
    n_heads: config.numAttentionHeads,
    hidden_dim: config.intermediateSize,
    activation: config.hiddenAct,
    dropout: config.hiddenDropoutProb,
    attention_dropout: config.attentionProbsDropoutProb,
    sinusoidal_pos_embds: false,
  };
}
