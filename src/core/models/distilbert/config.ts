import type { JsonFile } from "../../json/jsonFile";
import { fields, integer, number } from "../../json/schemas";
import { activation, attentionHeads, checkHeads, LARGEST } from "../baseConfig";
import type { PostNormConfig } from "../postNorm/config";
import { readPositions, readPostNormFields } from "../postNorm/configJson";

export interface DistilbertConfig extends PostNormConfig {
  readonly modelType: "distilbert";
}

/** `DistilBertModel` has it built in. */
const LAYER_NORM_EPS = 1e-12;

const FIELDS = fields({
  dim: integer(768, 1, LARGEST.hidden),
  n_layers: integer(6, 1, LARGEST.layers),
  n_heads: attentionHeads,
  hidden_dim: integer(3072, 1, LARGEST.intermediate),
  activation,
  dropout: number(0.1, 0, 1),
  attention_dropout: number(0.1, 0, 1),
});

export function readDistilbertConfig(file: JsonFile): DistilbertConfig {
  const read = file.read(FIELDS);
  checkHeads(file, "n_heads", read.n_heads, read.dim);
  return {
    modelType: "distilbert",
    ...readPostNormFields(file, { vocabSize: 30522, padTokenId: 0 }),
    firstPosition: 0,
    maxPositions: readPositions(file),
    hiddenSize: read.dim,
    numHiddenLayers: read.n_layers,
    numAttentionHeads: read.n_heads,
    intermediateSize: read.hidden_dim,
    hiddenAct: read.activation,
    typeVocabSize: 0,
    layerNormEps: LAYER_NORM_EPS,
    hiddenDropoutProb: read.dropout,
    attentionProbsDropoutProb: read.attention_dropout,
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
