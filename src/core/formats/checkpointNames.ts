import type { ModelConfig } from "../models/config";

type ModelType = ModelConfig["modelType"];

/** What checkpoints hold beside a masked language model: buffers, and the heads of BERT's pre-training. */
const ignored = [/(^|\.)(position_ids|token_type_ids)$/, /^(bert\.)?pooler\./, /^cls\.seq_relationship\./];

/** First parts of names in a checkpoint of the bare encoder, which lack the model's own prefix. */
const bareEncoder: Record<ModelType, RegExp> = {
  bert: /^(embeddings|encoder)\./,
  distilbert: /^(embeddings|transformer)\./,
};

/** Second names of tied parameters. */
const tied: Record<ModelType, Readonly<Record<string, string>>> = {
  bert: {
    "cls.predictions.decoder.weight": "bert.embeddings.word_embeddings.weight",
    "cls.predictions.decoder.bias": "cls.predictions.bias",
  },
  distilbert: { "vocab_projector.weight": "distilbert.embeddings.word_embeddings.weight" },
};

/**
 * The name under which we know a tensor of a checkpoint found in the wild, or undefined for what a masked
 * language model does not use. Two names of a checkpoint may map to one of ours: the decoder's weight and the
 * word embedding it is tied to.
 */
export function ourName(modelType: ModelType, name: string): string | undefined {
  if (ignored.some((pattern) => pattern.test(name))) return undefined;
  const modern = name
    .replace(/LayerNorm\.gamma$/, "LayerNorm.weight")
    .replace(/LayerNorm\.beta$/, "LayerNorm.bias");
  const prefixed = bareEncoder[modelType].test(modern) ? `${modelType}.${modern}` : modern;
  return Object.hasOwn(tied[modelType], prefixed) ? tied[modelType][prefixed] : prefixed;
}
