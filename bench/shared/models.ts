import { BASE_MODELS, type BaseModelName } from "../../src/core/models/baseModels";
import { parseModelConfig } from "../../src/core/models/configJson";
import type { ModelConfig } from "../../src/core/models/families";

/** A published size as the fields of a `config.json`, given the probability of dropout where it has any. */
type Size = (dropout: number) => object;

/** Published sizes with their vocabularies (Turc et al. 2019; Devlin et al. 2018), the one in the box, and those that are offered. */
const SIZES = {
  mini: bert(30_522, 4, 256),
  small: bert(30_522, 4, 512),
  base: bert(30_522, 12, 768),
  box: bert(16_000, 6, 384),
  "distilbert-base-cased": offered("distilbert/distilbert-base-cased"),
  "bert-base-cased": offered("google-bert/bert-base-cased"),
  "codebert-base": offered("microsoft/codebert-base-mlm"),
  "ettin-17m": offered("jhu-clsp/ettin-encoder-17m"),
  "ettin-32m": offered("jhu-clsp/ettin-encoder-32m"),
  "ettin-68m": offered("jhu-clsp/ettin-encoder-68m"),
  "ModernBERT-base": offered("answerdotai/ModernBERT-base"),
} as const satisfies Record<string, Size>;

export type ModelName = keyof typeof SIZES;

/** Those that are timed against PyTorch. */
export const MODEL_NAMES = [
  "mini",
  "small",
  "base",
  "ettin-17m",
  "ettin-32m",
  "ettin-68m",
  "codebert-base",
  "ModernBERT-base",
] as const satisfies readonly ModelName[];

/** Those that a person may start from. */
export const START_SIZES = [
  "box",
  "small",
  "distilbert-base-cased",
  "bert-base-cased",
  "codebert-base",
  "ettin-17m",
  "ettin-32m",
  "ettin-68m",
  "ModernBERT-base",
] as const satisfies readonly ModelName[];

function bert(vocabSize: number, layers: number, hiddenSize: number): Size {
  return (dropout) => ({
    model_type: "bert",
    vocab_size: vocabSize,
    num_hidden_layers: layers,
    hidden_size: hiddenSize,
    num_attention_heads: hiddenSize / 64,
    intermediate_size: 4 * hiddenSize,
    hidden_dropout_prob: dropout,
    attention_probs_dropout_prob: dropout,
  });
}

/** ModernBERT and Ettin were trained without dropout. */
function offered(repository: BaseModelName): Size {
  const { config } = BASE_MODELS.find((model) => model.repository === repository)!;
  const { model_type: type } = config;
  if (type === "modernbert") return () => config;
  if (type === "distilbert") return (dropout) => ({ ...config, dropout, attention_dropout: dropout });
  return (dropout) => ({ ...config, hidden_dropout_prob: dropout, attention_probs_dropout_prob: dropout });
}

export function benchConfig(name: ModelName, dropout: number): ModelConfig {
  return parseModelConfig(SIZES[name](dropout), name);
}
