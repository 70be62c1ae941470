import { LARGEST, readActivation, readHeads, readInitializerRange } from "../baseConfig";
import type { ConfigFields } from "../configFields";
import type { PostNormConfig } from "./config";

interface VocabularyDefaults {
  readonly vocabSize: number;
  readonly padTokenId: number;
}

/** The fields that all post-norm encoders call the same. */
export function readPostNormFields(fields: ConfigFields, defaults: VocabularyDefaults) {
  fields.onlyValue("tie_word_embeddings", true);
  const vocabSize = fields.integer("vocab_size", defaults.vocabSize, 1, LARGEST.vocab);
  return {
    vocabSize,
    padTokenId: fields.integer("pad_token_id", defaults.padTokenId, 0, vocabSize - 1),
    initializerRange: readInitializerRange(fields),
  };
}

/** Those that BERT and RoBERTa call the same. */
export function readBertFields(fields: ConfigFields, defaults: VocabularyDefaults) {
  fields.onlyValue("position_embedding_type", "absolute");
  fields.onlyValue("is_decoder", false);
  fields.onlyValue("add_cross_attention", false);
  const hiddenSize = fields.integer("hidden_size", 768, 1, LARGEST.hidden);
  fields.onlyValue("embedding_size", hiddenSize);
  return {
    ...readPostNormFields(fields, defaults),
    hiddenSize,
    numHiddenLayers: fields.integer("num_hidden_layers", 12, 1, LARGEST.layers),
    numAttentionHeads: readHeads(fields, "num_attention_heads", hiddenSize),
    intermediateSize: fields.integer("intermediate_size", 3072, 1, LARGEST.intermediate),
    hiddenAct: readActivation(fields, "hidden_act"),
    typeVocabSize: fields.integer("type_vocab_size", 2, 1, LARGEST.types),
    layerNormEps: fields.number("layer_norm_eps", 1e-12, 0, 1),
    hiddenDropoutProb: fields.number("hidden_dropout_prob", 0.1, 0, 1),
    attentionProbsDropoutProb: fields.number("attention_probs_dropout_prob", 0.1, 0, 1),
  };
}

export function writeBertFields(config: PostNormConfig) {
  return {
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
