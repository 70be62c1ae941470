import * as v from "valibot";
import type { JsonFile } from "../../json/jsonFile";
import { fields, integer, number, only } from "../../json/schemas";
import { sentence } from "../../sentence";
import {
  activation,
  attentionHeads,
  checkHeads,
  checkPadding,
  initializerRange,
  LARGEST,
} from "../baseConfig";
import type { PostNormConfig } from "./config";

interface VocabularyDefaults {
  readonly vocabSize: number;
  readonly padTokenId: number;
}

/** The fields that all post-norm encoders call the same. */
export function readPostNormFields(file: JsonFile, defaults: VocabularyDefaults) {
  const {
    vocab_size: vocabSize,
    pad_token_id: padTokenId,
    ...read
  } = file.read(
    fields({
      tie_word_embeddings: only(true),
      vocab_size: integer(defaults.vocabSize, 1, LARGEST.vocab),
      pad_token_id: integer(defaults.padTokenId, 0, LARGEST.vocab),
      initializer_range: initializerRange,
    }),
  );
  checkPadding(file, padTokenId, vocabSize);
  return { vocabSize, padTokenId, initializerRange: read.initializer_range };
}

/** The rows of the table of positions, `least` or more. */
export function readPositions(file: JsonFile, least = 1): number {
  return file.read(fields({ max_position_embeddings: integer(512, least, LARGEST.positions) }))
    .max_position_embeddings;
}

const BERT_FIELDS = fields({
  position_embedding_type: only("absolute"),
  is_decoder: only(false),
  add_cross_attention: only(false),
  embedding_size: v.nullish(v.number()),
  hidden_size: integer(768, 1, LARGEST.hidden),
  num_hidden_layers: integer(12, 1, LARGEST.layers),
  num_attention_heads: attentionHeads,
  intermediate_size: integer(3072, 1, LARGEST.intermediate),
  hidden_act: activation,
  type_vocab_size: integer(2, 1, LARGEST.types),
  layer_norm_eps: number(1e-12, 0, 1),
  hidden_dropout_prob: number(0.1, 0, 1),
  attention_probs_dropout_prob: number(0.1, 0, 1),
});

/** Those that BERT and RoBERTa call the same. */
export function readBertFields(file: JsonFile, defaults: VocabularyDefaults) {
  const read = file.read(BERT_FIELDS);
  if ((read.embedding_size ?? read.hidden_size) !== read.hidden_size)
    throw file.fault("embedding_size", sentence`but only ${String(read.hidden_size)} is supported`);
  checkHeads(file, "num_attention_heads", read.num_attention_heads, read.hidden_size);
  return {
    ...readPostNormFields(file, defaults),
    hiddenSize: read.hidden_size,
    numHiddenLayers: read.num_hidden_layers,
    numAttentionHeads: read.num_attention_heads,
    intermediateSize: read.intermediate_size,
    hiddenAct: read.hidden_act,
    typeVocabSize: read.type_vocab_size,
    layerNormEps: read.layer_norm_eps,
    hiddenDropoutProb: read.hidden_dropout_prob,
    attentionProbsDropoutProb: read.attention_probs_dropout_prob,
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
