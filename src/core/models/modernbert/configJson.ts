import { LARGEST, readActivation, readHeads, readInitializerRange } from "../baseConfig";
import type { ConfigFields } from "../configFields";
import type { LayerType, ModernBertConfig, TokenIdField } from "./config";

const LAYER_TYPES: readonly LayerType[] = ["full_attention", "sliding_attention"];

/** Where the field with the base of a kind of layer stands in checkpoints of before Transformers 5, and its default. */
const THETA = {
  full_attention: { name: "global_rope_theta", usual: 160_000 },
  sliding_attention: { name: "local_rope_theta", usual: 10_000 },
} as const;

/** Both as Transformers 5 writes it and as earlier checkpoints have it. */
export function readModernBertConfig(fields: ConfigFields): ModernBertConfig {
  for (const name of ["is_decoder", "is_causal", "causal_mask"]) fields.onlyValue(name, false);
  fields.onlyValue("rope_scaling", null);
  const vocabSize = fields.integer("vocab_size", 50368, 1, LARGEST.vocab);
  const hiddenSize = fields.integer("hidden_size", 768, 1, LARGEST.hidden);
  const numHiddenLayers = fields.integer("num_hidden_layers", 22, 1, LARGEST.layers);
  return {
    modelType: "modernbert",
    vocabSize,
    ...(!fields.isNull("pad_token_id") && {
      padTokenId: fields.integer("pad_token_id", 50283, 0, vocabSize - 1),
    }),
    initializerRange: readInitializerRange(fields),
    hiddenSize,
    numHiddenLayers,
    numAttentionHeads: readEvenHeads(fields, hiddenSize),
    intermediateSize: fields.integer("intermediate_size", 1152, 1, LARGEST.intermediate),
    firstPosition: 0,
    maxPositions: fields.integer("max_position_embeddings", 8192, 1, LARGEST.positions),
    layerTypes: readLayerTypes(fields, numHiddenLayers),
    localAttention: fields.integer("local_attention", 128, 0, 2 * LARGEST.positions),
    ropeTheta: {
      full_attention: readTheta(fields, "full_attention"),
      sliding_attention: readTheta(fields, "sliding_attention"),
    },
    hiddenAct: readActivation(fields, "hidden_activation"),
    classifierActivation: readActivation(fields, "classifier_activation"),
    normEps: fields.number("norm_eps", 1e-5, 0, 1),
    normBias: fields.boolean("norm_bias", false),
    attentionBias: fields.boolean("attention_bias", false),
    mlpBias: fields.boolean("mlp_bias", false),
    classifierBias: fields.boolean("classifier_bias", false),
    decoderBias: fields.boolean("decoder_bias", true),
    embeddingDropout: fields.number("embedding_dropout", 0, 0, 1),
    attentionDropout: fields.number("attention_dropout", 0, 0, 1),
    mlpDropout: fields.number("mlp_dropout", 0, 0, 1),
    tokenIds: {
      bos_token_id: readTokenId(fields, "bos_token_id", vocabSize),
      eos_token_id: readTokenId(fields, "eos_token_id", vocabSize),
      cls_token_id: readTokenId(fields, "cls_token_id", vocabSize),
      sep_token_id: readTokenId(fields, "sep_token_id", vocabSize),
    },
    tieWordEmbeddings: fields.boolean("tie_word_embeddings", true),
  };
}

/** Null where it names no token of the vocabulary, as Transformers' defaults do where the vocabulary is small. */
function readTokenId(fields: ConfigFields, name: TokenIdField, vocabSize: number): number | null {
  const id = fields.integer(name, -1, -1, LARGEST.vocab);
  return id >= 0 && id < vocabSize ? id : null;
}

/** Rotary embeddings turn pairs, so that a head's size must be even. */
function readEvenHeads(fields: ConfigFields, hiddenSize: number): number {
  const heads = readHeads(fields, "num_attention_heads", hiddenSize);
  if ((hiddenSize / heads) % 2 === 0) return heads;
  throw fields.fault(
    "num_attention_heads",
    `but heads of the odd size ${hiddenSize / heads} cannot be rotated`,
  );
}

function readLayerTypes(fields: ConfigFields, layers: number): LayerType[] {
  const every = fields.integer("global_attn_every_n_layers", 3, 1, LARGEST.layers);
  const types = fields
    .list("layer_types", regularTypes(layers, every))
    .map((type) => LAYER_TYPES.find((known) => known === type));
  if (types.length === layers && types.every((type) => type !== undefined)) return types;
  throw fields.fault(
    "layer_types",
    `but must have one of ${LAYER_TYPES.join(" and ")} for each of ${layers} layers`,
  );
}

/** Global attention in the first layer and in every so many after it. */
function regularTypes(layers: number, every: number): LayerType[] {
  return Array.from({ length: layers }, (_, index) => LAYER_TYPES[index % every === 0 ? 0 : 1]);
}

function readTheta(fields: ConfigFields, type: LayerType): number {
  const { name, usual } = THETA[type];
  const rope = fields.object("rope_parameters").object(type);
  rope.onlyValue("rope_type", "default");
  return rope.number("rope_theta", fields.number(name, usual, 1, 1e12), 1, 1e12);
}

/** With the fields of before Transformers 5 as well, without which earlier versions would take their defaults. */
export function writeModernBertConfig(config: ModernBertConfig) {
  return {
    tie_word_embeddings: config.tieWordEmbeddings,
    hidden_size: config.hiddenSize,
    num_hidden_layers: config.numHiddenLayers,
    num_attention_heads: config.numAttentionHeads,
    intermediate_size: config.intermediateSize,
    layer_types: config.layerTypes,
    local_attention: config.localAttention,
    rope_parameters: Object.fromEntries(
      LAYER_TYPES.map((type) => [type, { rope_theta: config.ropeTheta[type], rope_type: "default" }]),
    ),
    hidden_activation: config.hiddenAct,
    classifier_activation: config.classifierActivation,
    norm_eps: config.normEps,
    norm_bias: config.normBias,
    attention_bias: config.attentionBias,
    mlp_bias: config.mlpBias,
    classifier_bias: config.classifierBias,
    decoder_bias: config.decoderBias,
    embedding_dropout: config.embeddingDropout,
    attention_dropout: config.attentionDropout,
    mlp_dropout: config.mlpDropout,
    ...config.tokenIds,
    ...earlierFields(config),
  };
}

function earlierFields({ layerTypes, ropeTheta }: ModernBertConfig) {
  const second = layerTypes.indexOf("full_attention", 1);
  const every = second < 0 ? layerTypes.length : second;
  const isRegular = regularTypes(layerTypes.length, every).every((type, index) => type === layerTypes[index]);
  return {
    ...(isRegular && { global_attn_every_n_layers: every }),
    global_rope_theta: ropeTheta.full_attention,
    local_rope_theta: ropeTheta.sliding_attention,
  };
}
