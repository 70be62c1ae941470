import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/core/errors";
import { parseModelConfig, toConfigJson } from "../../../src/core/models/configJson";
import { FAMILIES } from "../../../src/core/models/families";
import { BERT_DEFAULTS } from "../../support/bertDefaults";
import { REFERENCES } from "../../support/families";

const SUPPORTED = Object.keys(FAMILIES)
  .map((name) => `"${name}"`)
  .join(", ");

/** What Transformers before version 5 has and version 5 has not, or the other way round. */
const WRITTEN_BESIDES = ["global_rope_theta", "local_rope_theta", "layer_types", "rope_parameters", "dtype"];

const parse = (json: unknown) => parseModelConfig(json, "config.json");
const bert = (fields: object) => ({ model_type: "bert", ...fields });
const roberta = (fields: object) => ({ model_type: "roberta", ...fields });
const modernbert = (fields: object) => ({ model_type: "modernbert", ...fields });
const distilbert = (fields: object) => ({ model_type: "distilbert", ...fields });
const fixture = (name: string) => JSON.parse(readFileSync(`test/fixtures/${name}/config.json`, "utf8"));

describe("absent fields have Transformers' defaults:", () => {
  test("BERT", () => expect(parse(bert({}))).toEqual(BERT_DEFAULTS));
  test("DistilBERT", () =>
    expect(parse(distilbert({}))).toEqual({
      ...BERT_DEFAULTS,
      modelType: "distilbert",
      numHiddenLayers: 6,
      typeVocabSize: 0,
    }));
  test("ModernBERT", () =>
    expect(parse(modernbert({ num_hidden_layers: 4 }))).toEqual({
      modelType: "modernbert",
      vocabSize: 50368,
      padTokenId: 50283,
      initializerRange: 0.02,
      hiddenSize: 768,
      numHiddenLayers: 4,
      numAttentionHeads: 12,
      intermediateSize: 1152,
      hiddenAct: "gelu",
      firstPosition: 0,
      maxPositions: 8192,
      layerTypes: ["full_attention", "sliding_attention", "sliding_attention", "full_attention"],
      localAttention: 128,
      ropeTheta: { full_attention: 160_000, sliding_attention: 10_000 },
      classifierActivation: "gelu",
      normEps: 1e-5,
      normBias: false,
      attentionBias: false,
      mlpBias: false,
      classifierBias: false,
      decoderBias: true,
      embeddingDropout: 0,
      attentionDropout: 0,
      mlpDropout: 0,
      tokenIds: { bos_token_id: null, eos_token_id: null, cls_token_id: null, sep_token_id: null },
      tieWordEmbeddings: true,
    }));
  test("RoBERTa", () =>
    expect(parse(roberta({}))).toEqual({
      ...BERT_DEFAULTS,
      modelType: "roberta",
      vocabSize: 50265,
      padTokenId: 1,
      firstPosition: 2,
      maxPositions: 510,
    }));
});

test.each([
  [bert({ hidden_act: "gelu_python" }), { hiddenAct: "gelu" }],
  [bert({ hidden_act: "gelu_new" }), { hiddenAct: "gelu_new" }],
  [bert({ hidden_act: "gelu_pytorch_tanh" }), { hiddenAct: "gelu_new" }],
  [bert({ hidden_act: "swish" }), { hiddenAct: "silu" }],
  [distilbert({ activation: "relu" }), { hiddenAct: "relu" }],
  [bert({ pad_token_id: null }), { padTokenId: 0 }],
  [bert({ layer_norm_eps: 1e-5, hidden_dropout_prob: 0 }), { layerNormEps: 1e-5, hiddenDropoutProb: 0 }],
  [bert({ embedding_size: 768, position_embedding_type: "absolute", is_decoder: false }), {}],
  [bert({ id2label: { 0: "x" }, torch_dtype: "float16", _name_or_path: "x" }), {}],
  [roberta({ max_position_embeddings: 514 }), { firstPosition: 2, maxPositions: 512 }],
  [roberta({ pad_token_id: 4, max_position_embeddings: 70 }), { firstPosition: 5, maxPositions: 65 }],
  [
    modernbert({ num_hidden_layers: 3, global_attn_every_n_layers: 2 }),
    { layerTypes: ["full_attention", "sliding_attention", "full_attention"] },
  ],
  [
    modernbert({ num_hidden_layers: 1, global_attn_every_n_layers: 9, layer_types: ["sliding_attention"] }),
    { layerTypes: ["sliding_attention"] },
  ],
  [
    modernbert({ global_rope_theta: 7, local_rope_theta: 8, rope_parameters: null }),
    { ropeTheta: { full_attention: 7, sliding_attention: 8 } },
  ],
  [
    modernbert({ local_rope_theta: 8, rope_parameters: { sliding_attention: { rope_theta: 5 } } }),
    { ropeTheta: { full_attention: 160_000, sliding_attention: 5 } },
  ],
  [
    modernbert({ bos_token_id: 50281, sep_token_id: 50368, cls_token_id: 7 }),
    { tokenIds: { bos_token_id: 50281, eos_token_id: null, cls_token_id: 7, sep_token_id: null } },
  ],
  [modernbert({ tie_word_embeddings: false, norm_bias: true }), { tieWordEmbeddings: false, normBias: true }],
  [distilbert({ dim: 64, n_heads: 4, hidden_dim: 8, n_layers: 1 }), { hiddenSize: 64, intermediateSize: 8 }],
])("%j is read", (json, expected) => {
  expect(parse(json)).toMatchObject(expected);
});

describe.each(REFERENCES)("%s", (name) => {
  test("is written with the names and values that Transformers writes", () => {
    const original = fixture(name);
    const written = toConfigJson(parse(original));
    expect(parse(written)).toEqual(parse(original));
    for (const [field, value] of Object.entries(written)) {
      if (field in original) expect(original[field], field).toEqual(value);
      else expect(WRITTEN_BESIDES, field).toContain(field);
    }
  });
});

test("a padding token that is null stays null", () => {
  const config = parse(modernbert({ pad_token_id: null }));
  expect(config.padTokenId).toBeUndefined();
  expect(toConfigJson(config).pad_token_id).toBeNull();
});

test("the type of the stored weights is written", () => {
  expect(toConfigJson(BERT_DEFAULTS, "float16").dtype).toBe("float16");
});

test.each([
  [null, "config.json must hold a JSON object."],
  [[], "config.json must hold a JSON object."],
  ["bert", "config.json must hold a JSON object."],
  [{}, 'config.json: "model_type" is absent, but is needed.'],
  [{ model_type: "t5" }, `config.json: "model_type" is "t5", but only ${SUPPORTED} are supported.`],
  [{ model_type: 1 }, `config.json: "model_type" is 1, but only ${SUPPORTED} are supported.`],
  [bert({ hidden_size: 770 }), '"num_attention_heads" is absent, which does not divide the hidden size 770'],
  [distilbert({ dim: 8, n_heads: 3 }), '"n_heads" is 3, which does not divide the hidden size 8'],
  [bert({ hidden_size: 0 }), '"hidden_size" is 0, but must be at least 1'],
  [bert({ hidden_size: -768 }), '"hidden_size" is -768'],
  [bert({ hidden_size: "768" }), '"hidden_size" is "768", but must be a number'],
  [bert({ hidden_size: [768] }), '"hidden_size" is [768]'],
  [bert({ hidden_size: 1e9 }), '"hidden_size" is 1000000000, but must be at most 8192'],
  [bert({ vocab_size: 2 ** 31 }), '"vocab_size" is 2147483648'],
  [bert({ vocab_size: 400.5 }), '"vocab_size" is 400.5, but must be a whole number'],
  [bert({ num_hidden_layers: 1e6 }), '"num_hidden_layers" is 1000000'],
  [bert({ num_hidden_layers: 0 }), '"num_hidden_layers" is 0'],
  [bert({ intermediate_size: 0 }), '"intermediate_size" is 0'],
  [bert({ max_position_embeddings: 0 }), '"max_position_embeddings" is 0'],
  [roberta({ max_position_embeddings: 2 }), '"max_position_embeddings" is 2, but must be at least 3'],
  [roberta({ pad_token_id: 0, max_position_embeddings: 514, is_decoder: true }), '"is_decoder" is true'],
  [modernbert({ hidden_size: 36 }), '"num_attention_heads" is absent, but heads of the odd size 3'],
  [
    modernbert({ layer_types: ["full_attention"] }),
    '"layer_types" is ["full_attention"], but must have one of',
  ],
  [
    modernbert({ num_hidden_layers: 1, layer_types: ["linear_attention"] }),
    '"layer_types" is ["linear_attention"]',
  ],
  [modernbert({ layer_types: "full_attention" }), '"layer_types" is "full_attention", but must be a list'],
  [modernbert({ rope_parameters: [] }), '"rope_parameters" is [], but must be an object'],
  [
    modernbert({ rope_parameters: { full_attention: { rope_type: "yarn" } } }),
    '"rope_parameters.full_attention.rope_type" is "yarn", but only "default" is supported',
  ],
  [
    modernbert({ rope_parameters: { sliding_attention: { rope_theta: 0 } } }),
    '"rope_parameters.sliding_attention.rope_theta" is 0, but must be at least 1',
  ],
  [modernbert({ rope_scaling: { rope_type: "linear" } }), '"rope_scaling" is {"rope_type":"linear"}'],
  [modernbert({ norm_bias: 1 }), '"norm_bias" is 1, but must be true or false'],
  [modernbert({ causal_mask: true }), '"causal_mask" is true'],
  [modernbert({ vocab_size: 400 }), '"pad_token_id" is absent, but must be at most 399'],
  [bert({ type_vocab_size: 0 }), '"type_vocab_size" is 0'],
  [bert({ pad_token_id: 30522 }), '"pad_token_id" is 30522'],
  [bert({ hidden_dropout_prob: 1.5 }), '"hidden_dropout_prob" is 1.5'],
  [bert({ layer_norm_eps: -1 }), '"layer_norm_eps" is -1'],
  [bert({ hidden_act: "mish" }), '"hidden_act" is "mish", but only "gelu", "gelu_python"'],
  [bert({ hidden_act: "toString" }), '"hidden_act" is "toString"'],
  [bert({ hidden_act: { a: 1 } }), '"hidden_act" is {"a":1}, but only "gelu"'],
  [distilbert({ activation: 3 }), '"activation" is 3, but only "gelu"'],
  [bert({ position_embedding_type: "relative_key" }), 'but only "absolute" is supported'],
  [bert({ is_decoder: true }), '"is_decoder" is true, but only false is supported'],
  [bert({ add_cross_attention: true }), '"add_cross_attention" is true'],
  [bert({ tie_word_embeddings: false }), '"tie_word_embeddings" is false, but only true is supported'],
  [distilbert({ tie_word_embeddings: false }), '"tie_word_embeddings" is false'],
  [bert({ embedding_size: 128 }), '"embedding_size" is 128, but only 768 is supported'],
])("%j is refused", (json, message) => {
  expect(() => parse(json)).toThrow(Fault);
  expect(() => parse(json)).toThrow(message);
});
