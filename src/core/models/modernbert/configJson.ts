import * as v from "valibot";
import type { JsonFile } from "../../json/jsonFile";
import { fields, flag, integer, number, only, optionalFields, wholeNumber } from "../../json/schemas";
import { sentence } from "../../sentence";
import {
  activation,
  attentionHeads,
  checkHeads,
  checkPadding,
  initializerRange,
  LARGEST,
} from "../baseConfig";
import type { LayerType, ModernBertConfig } from "./config";

const LAYER_TYPES: readonly LayerType[] = ["full_attention", "sliding_attention"];

const LARGEST_THETA = 1e12;
const rope = optionalFields({
  rope_type: only("default"),
  rope_theta: v.nullish(v.pipe(v.number(), v.minValue(1), v.maxValue(LARGEST_THETA))),
});
const tokenId = integer(-1, -1, LARGEST.vocab);
const dropout = number(0, 0, 1);

const FIELDS = fields({
  is_decoder: only(false),
  is_causal: only(false),
  causal_mask: only(false),
  rope_scaling: v.nullish(v.null()),
  vocab_size: integer(50368, 1, LARGEST.vocab),
  hidden_size: integer(768, 1, LARGEST.hidden),
  num_hidden_layers: integer(22, 1, LARGEST.layers),
  /** Null where no token is padding. */
  pad_token_id: v.optional(v.nullable(wholeNumber(0, LARGEST.vocab)), 50283),
  initializer_range: initializerRange,
  num_attention_heads: attentionHeads,
  intermediate_size: integer(1152, 1, LARGEST.intermediate),
  max_position_embeddings: integer(8192, 1, LARGEST.positions),
  layer_types: v.nullish(v.array(v.unknown())),
  global_attn_every_n_layers: integer(3, 1, LARGEST.layers),
  local_attention: integer(128, 0, 2 * LARGEST.positions),
  rope_parameters: optionalFields({ full_attention: rope, sliding_attention: rope }),
  /** Of checkpoints from before Transformers 5. */
  global_rope_theta: number(160_000, 1, LARGEST_THETA),
  local_rope_theta: number(10_000, 1, LARGEST_THETA),
  hidden_activation: activation,
  classifier_activation: activation,
  norm_eps: number(1e-5, 0, 1),
  norm_bias: flag(false),
  attention_bias: flag(false),
  mlp_bias: flag(false),
  classifier_bias: flag(false),
  decoder_bias: flag(true),
  embedding_dropout: dropout,
  attention_dropout: dropout,
  mlp_dropout: dropout,
  bos_token_id: tokenId,
  eos_token_id: tokenId,
  cls_token_id: tokenId,
  sep_token_id: tokenId,
  tie_word_embeddings: flag(true),
});

type Fields = v.InferOutput<typeof FIELDS>;

/** Both as Transformers 5 writes it and as earlier checkpoints have it. */
export function readModernBertConfig(file: JsonFile): ModernBertConfig {
  const read = file.read(FIELDS);
  const { vocab_size: vocabSize, pad_token_id: padTokenId } = read;
  if (padTokenId !== null) checkPadding(file, padTokenId, vocabSize);
  checkRotated(file, read);
  const { full_attention: full, sliding_attention: sliding } = read.rope_parameters;
  return {
    modelType: "modernbert",
    vocabSize,
    ...(padTokenId !== null && { padTokenId }),
    initializerRange: read.initializer_range,
    hiddenSize: read.hidden_size,
    numHiddenLayers: read.num_hidden_layers,
    numAttentionHeads: read.num_attention_heads,
    intermediateSize: read.intermediate_size,
    firstPosition: 0,
    maxPositions: read.max_position_embeddings,
    layerTypes: layerTypes(file, read),
    localAttention: read.local_attention,
    ropeTheta: {
      full_attention: full.rope_theta ?? read.global_rope_theta,
      sliding_attention: sliding.rope_theta ?? read.local_rope_theta,
    },
    hiddenAct: read.hidden_activation,
    classifierActivation: read.classifier_activation,
    normEps: read.norm_eps,
    normBias: read.norm_bias,
    attentionBias: read.attention_bias,
    mlpBias: read.mlp_bias,
    classifierBias: read.classifier_bias,
    decoderBias: read.decoder_bias,
    embeddingDropout: read.embedding_dropout,
    attentionDropout: read.attention_dropout,
    mlpDropout: read.mlp_dropout,
    tokenIds: {
      bos_token_id: within(read.bos_token_id, vocabSize),
      eos_token_id: within(read.eos_token_id, vocabSize),
      cls_token_id: within(read.cls_token_id, vocabSize),
      sep_token_id: within(read.sep_token_id, vocabSize),
    },
    tieWordEmbeddings: read.tie_word_embeddings,
  };
}

/** Null where it names no token of the vocabulary, as Transformers' defaults do where the vocabulary is small. */
function within(tokenId: number, vocabSize: number): number | null {
  return tokenId >= 0 && tokenId < vocabSize ? tokenId : null;
}

/** Rotary embeddings turn pairs, so that a head's size must be even. */
function checkRotated(file: JsonFile, { num_attention_heads: heads, hidden_size: hiddenSize }: Fields): void {
  checkHeads(file, "num_attention_heads", heads, hiddenSize);
  const size = hiddenSize / heads;
  if (size % 2 !== 0)
    throw file.fault("num_attention_heads", sentence`but heads of the odd size ${size} cannot be rotated`);
}

function layerTypes(file: JsonFile, read: Fields): LayerType[] {
  const { num_hidden_layers: layers, layer_types: named, global_attn_every_n_layers: every } = read;
  const types = named?.map((type) => LAYER_TYPES.find((known) => known === type));
  if (types === undefined) return regularTypes(layers, every);
  if (types.length === layers && types.every((type) => type !== undefined)) return types;
  const known = LAYER_TYPES.join(", ");
  throw file.fault("layer_types", sentence`but must have one of ${known} for each of ${layers} layers`);
}

/** Global attention in the first layer and in every so many after it. */
function regularTypes(layers: number, every: number): LayerType[] {
  return Array.from({ length: layers }, (_, index) => LAYER_TYPES[index % every === 0 ? 0 : 1]);
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
