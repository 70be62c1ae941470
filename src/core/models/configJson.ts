import type { HiddenAct, ModelConfig } from "./config";
import { type ConfigFields, configFields } from "./configFields";

/** Hugging Face's names of activations, and the function that each of them is. */
const activations: Readonly<Record<string, HiddenAct>> = {
  gelu: "gelu",
  gelu_python: "gelu",
  gelu_new: "gelu_new",
  gelu_pytorch_tanh: "gelu_new",
  gelu_python_tanh: "gelu_new",
  relu: "relu",
};

/** `DistilBertModel` has it built in. */
const distilbertLayerNormEps = 1e-12;

const most = {
  vocab: 2 ** 20,
  hidden: 2 ** 13,
  layers: 128,
  heads: 256,
  intermediate: 2 ** 16,
  positions: 2 ** 16,
  types: 2 ** 10,
};

/**
 * A parsed `config.json` of BERT or DistilBERT as a `ModelConfig`, with Transformers' defaults for absent fields;
 * fields that do not concern a masked language model are ignored. `source` is what faults call the file.
 * Throws a `bad-model` Fault for a value that is wrong or that names something we do not support.
 */
export function parseModelConfig(json: unknown, source: string): ModelConfig {
  const fields = configFields(json, source);
  const modelType = fields.string("model_type", "");
  if (modelType !== "bert" && modelType !== "distilbert") {
    throw fields.fault("model_type", 'but only "bert" and "distilbert" are supported');
  }
  fields.onlyValue("tie_word_embeddings", true);
  return modelType === "bert" ? parseBert(fields) : parseDistilbert(fields);
}

function parseBert(fields: ConfigFields): ModelConfig {
  fields.onlyValue("position_embedding_type", "absolute");
  fields.onlyValue("is_decoder", false);
  fields.onlyValue("add_cross_attention", false);
  const hiddenSize = fields.integer("hidden_size", 768, 1, most.hidden);
  fields.onlyValue("embedding_size", hiddenSize);
  return {
    modelType: "bert",
    ...parseShared(fields),
    hiddenSize,
    numHiddenLayers: fields.integer("num_hidden_layers", 12, 1, most.layers),
    numAttentionHeads: parseHeads(fields, "num_attention_heads", hiddenSize),
    intermediateSize: fields.integer("intermediate_size", 3072, 1, most.intermediate),
    hiddenAct: parseActivation(fields, "hidden_act"),
    typeVocabSize: fields.integer("type_vocab_size", 2, 1, most.types),
    layerNormEps: fields.number("layer_norm_eps", 1e-12, 0, 1),
    hiddenDropoutProb: fields.number("hidden_dropout_prob", 0.1, 0, 1),
    attentionProbsDropoutProb: fields.number("attention_probs_dropout_prob", 0.1, 0, 1),
  };
}

function parseDistilbert(fields: ConfigFields): ModelConfig {
  const hiddenSize = fields.integer("dim", 768, 1, most.hidden);
  return {
    modelType: "distilbert",
    ...parseShared(fields),
    hiddenSize,
    numHiddenLayers: fields.integer("n_layers", 6, 1, most.layers),
    numAttentionHeads: parseHeads(fields, "n_heads", hiddenSize),
    intermediateSize: fields.integer("hidden_dim", 3072, 1, most.intermediate),
    hiddenAct: parseActivation(fields, "activation"),
    typeVocabSize: 0,
    layerNormEps: distilbertLayerNormEps,
    hiddenDropoutProb: fields.number("dropout", 0.1, 0, 1),
    attentionProbsDropoutProb: fields.number("attention_dropout", 0.1, 0, 1),
  };
}

function parseShared(fields: ConfigFields) {
  const vocabSize = fields.integer("vocab_size", 30522, 1, most.vocab);
  return {
    vocabSize,
    maxPositionEmbeddings: fields.integer("max_position_embeddings", 512, 1, most.positions),
    padTokenId: fields.integer("pad_token_id", 0, 0, vocabSize - 1),
    initializerRange: fields.number("initializer_range", 0.02, 0, 100),
  };
}

function parseHeads(fields: ConfigFields, name: string, hiddenSize: number): number {
  const heads = fields.integer(name, 12, 1, most.heads);
  if (hiddenSize % heads === 0) return heads;
  throw fields.fault(name, `which does not divide the hidden size ${hiddenSize}`);
}

function parseActivation(fields: ConfigFields, name: string): HiddenAct {
  const activation = fields.string(name, "gelu");
  if (Object.hasOwn(activations, activation)) return activations[activation];
  throw fields.fault(name, `but only ${Object.keys(activations).join(", ")} are supported`);
}

/**
 * The content of a `config.json` that Transformers loads with `AutoModelForMaskedLM`; `dtype` is the type of the
 * stored weights.
 */
export function toConfigJson(
  config: ModelConfig,
  dtype: "float32" | "float16" = "float32",
): Record<string, unknown> {
  const shared = {
    dtype,
    vocab_size: config.vocabSize,
    max_position_embeddings: config.maxPositionEmbeddings,
    pad_token_id: config.padTokenId,
    initializer_range: config.initializerRange,
    tie_word_embeddings: true,
  };
  return config.modelType === "bert" ? toBertJson(config, shared) : toDistilbertJson(config, shared);
}

function toBertJson(config: ModelConfig, shared: object) {
  return {
    architectures: ["BertForMaskedLM"],
    model_type: "bert",
    ...shared,
    hidden_size: config.hiddenSize,
    num_hidden_layers: config.numHiddenLayers,
    num_attention_heads: config.numAttentionHeads,
    intermediate_size: config.intermediateSize,
    hidden_act: config.hiddenAct,
    type_vocab_size: config.typeVocabSize,
    layer_norm_eps: config.layerNormEps,
    hidden_dropout_prob: config.hiddenDropoutProb,
    attention_probs_dropout_prob: config.attentionProbsDropoutProb,
  };
}

function toDistilbertJson(config: ModelConfig, shared: object) {
  return {
    architectures: ["DistilBertForMaskedLM"],
    model_type: "distilbert",
    ...shared,
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
