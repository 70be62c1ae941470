import type { ModelConfig } from "./config";

/** Name prefixes of one transformer layer's parts; each has a `.weight` and a `.bias`. */
interface LayerNames {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly attentionOutput: string;
  readonly attentionLayerNorm: string;
  readonly intermediate: string;
  readonly output: string;
  readonly outputLayerNorm: string;
}

/** How an architecture names the parts that all post-norm encoders share, and where it differs from the others. */
export interface Architecture {
  readonly wordEmbeddings: string;
  readonly positionEmbeddings: string;
  /** Absent where the architecture has no token types. */
  readonly tokenTypeEmbeddings?: string;
  readonly embeddingsLayerNorm: string;
  layer(index: number): LayerNames;
  readonly headTransform: string;
  readonly headLayerNorm: string;
  readonly decoderBias: string;
  /** Whether the attention block's output is dropped out before the residual is added. */
  readonly dropsAttentionOutput: boolean;
}

/** Devlin et al. 2018, https://arxiv.org/abs/1810.04805 */
const BERT: Architecture = {
  wordEmbeddings: "bert.embeddings.word_embeddings.weight",
  positionEmbeddings: "bert.embeddings.position_embeddings.weight",
  tokenTypeEmbeddings: "bert.embeddings.token_type_embeddings.weight",
  embeddingsLayerNorm: "bert.embeddings.LayerNorm",
  layer: (index) => ({
    query: `bert.encoder.layer.${index}.attention.self.query`,
    key: `bert.encoder.layer.${index}.attention.self.key`,
    value: `bert.encoder.layer.${index}.attention.self.value`,
    attentionOutput: `bert.encoder.layer.${index}.attention.output.dense`,
    attentionLayerNorm: `bert.encoder.layer.${index}.attention.output.LayerNorm`,
    intermediate: `bert.encoder.layer.${index}.intermediate.dense`,
    output: `bert.encoder.layer.${index}.output.dense`,
    outputLayerNorm: `bert.encoder.layer.${index}.output.LayerNorm`,
  }),
  headTransform: "cls.predictions.transform.dense",
  headLayerNorm: "cls.predictions.transform.LayerNorm",
  decoderBias: "cls.predictions.bias",
  dropsAttentionOutput: true,
};

/** Sanh et al. 2019, https://arxiv.org/abs/1910.01108 */
const DISTILBERT: Architecture = {
  wordEmbeddings: "distilbert.embeddings.word_embeddings.weight",
  positionEmbeddings: "distilbert.embeddings.position_embeddings.weight",
  embeddingsLayerNorm: "distilbert.embeddings.LayerNorm",
  layer: (index) => ({
    query: `distilbert.transformer.layer.${index}.attention.q_lin`,
    key: `distilbert.transformer.layer.${index}.attention.k_lin`,
    value: `distilbert.transformer.layer.${index}.attention.v_lin`,
    attentionOutput: `distilbert.transformer.layer.${index}.attention.out_lin`,
    attentionLayerNorm: `distilbert.transformer.layer.${index}.sa_layer_norm`,
    intermediate: `distilbert.transformer.layer.${index}.ffn.lin1`,
    output: `distilbert.transformer.layer.${index}.ffn.lin2`,
    outputLayerNorm: `distilbert.transformer.layer.${index}.output_layer_norm`,
  }),
  headTransform: "vocab_transform",
  headLayerNorm: "vocab_layer_norm",
  decoderBias: "vocab_projector.bias",
  dropsAttentionOutput: false,
};

export const ARCHITECTURES: Readonly<Record<ModelConfig["modelType"], Architecture>> = {
  bert: BERT,
  distilbert: DISTILBERT,
};
