import { parseModelConfig } from "../../src/core/models/configJson";
import type { ModelConfig } from "../../src/core/models/families";

/** A published size as the fields of a `config.json`, given the probability of dropout where it has any. */
type Size = (dropout: number) => object;

/**
 * Published sizes with their vocabularies (Turc et al. 2019; Devlin et al. 2018; Sanh et al. 2019; Feng et al. 2020; Warner et al.
 * 2024; Weller et al. 2025), and the one in the box. ModernBERT and Ettin were trained without dropout.
 */
const SIZES = {
  mini: bert(30_522, 4, 256),
  small: bert(30_522, 4, 512),
  base: bert(30_522, 12, 768),
  box: bert(16_000, 4, 256),
  "distilbert-base-cased": (dropout) => ({
    model_type: "distilbert",
    vocab_size: 28_996,
    dropout,
    attention_dropout: dropout,
  }),
  "bert-base-cased": bert(28_996, 12, 768),
  "codebert-base": (dropout) => ({
    ...bert(50_265, 12, 768)(dropout),
    model_type: "roberta",
    pad_token_id: 1,
    max_position_embeddings: 514,
    type_vocab_size: 1,
  }),
  "ettin-17m": ettin(7, 256, 384, 4),
  "ettin-32m": ettin(10, 384, 576, 6),
  "ettin-68m": ettin(19, 512, 768, 8),
  "ModernBERT-base": () => ({ model_type: "modernbert" }),
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

function ettin(layers: number, hiddenSize: number, intermediateSize: number, heads: number): Size {
  return () => ({
    model_type: "modernbert",
    num_hidden_layers: layers,
    hidden_size: hiddenSize,
    intermediate_size: intermediateSize,
    num_attention_heads: heads,
    max_position_embeddings: 7999,
    local_rope_theta: 160_000,
  });
}

export function benchConfig(name: ModelName, dropout: number): ModelConfig {
  return parseModelConfig(SIZES[name](dropout), name);
}
