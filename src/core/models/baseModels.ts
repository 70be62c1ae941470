/** A model on the Hugging Face hub that training may well start from. */
export interface BaseModel {
  readonly repository: string;
  /** As its card or its project names it; absent where neither does. */
  readonly licence?: string;
  /** Its shape, as its `config.json` has it. */
  readonly config: Readonly<Record<string, unknown>>;
}

const CASED = { vocab_size: 28_996 };
const MULTILINGUAL = { vocab_size: 119_547 };
const ROBERTA = { model_type: "roberta", max_position_embeddings: 514, type_vocab_size: 1 };

/** Those that are offered, the lightest of each kind first. */
export const BASE_MODELS = [
  ettin("17m", 7, 256, 384, 4),
  ettin("32m", 10, 384, 576, 6),
  ettin("68m", 19, 512, 768, 8),
  { repository: "answerdotai/ModernBERT-base", licence: "Apache-2.0", config: { model_type: "modernbert" } },
  {
    repository: "huggingface/CodeBERTa-small-v1",
    config: { ...ROBERTA, vocab_size: 52_000, num_hidden_layers: 6 },
  },
  { repository: "microsoft/codebert-base-mlm", licence: "MIT", config: ROBERTA },
  bert("distilbert/distilbert-base-cased", "distilbert", CASED),
  bert("google-bert/bert-base-cased", "bert", CASED),
  bert("distilbert/distilbert-base-multilingual-cased", "distilbert", MULTILINGUAL),
  bert("google-bert/bert-base-multilingual-cased", "bert", MULTILINGUAL),
] as const satisfies readonly BaseModel[];

export type BaseModelName = (typeof BASE_MODELS)[number]["repository"];

function ettin<S extends string>(
  size: S,
  layers: number,
  hiddenSize: number,
  intermediateSize: number,
  heads: number,
) {
  return {
    repository: `jhu-clsp/ettin-encoder-${size}`,
    licence: "MIT",
    config: {
      model_type: "modernbert",
      num_hidden_layers: layers,
      hidden_size: hiddenSize,
      intermediate_size: intermediateSize,
      num_attention_heads: heads,
      max_position_embeddings: 7999,
      local_rope_theta: 160_000,
    },
  } as const;
}

function bert<R extends string>(repository: R, modelType: string, vocabulary: object) {
  return { repository, licence: "Apache-2.0", config: { model_type: modelType, ...vocabulary } } as const;
}
