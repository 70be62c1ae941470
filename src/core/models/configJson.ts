import { configFields } from "./configFields";
import { FAMILIES, familyOf, type ModelConfig, type ModelType } from "./families";

/**
 * A parsed `config.json` as a `ModelConfig`, with Transformers' defaults for absent fields; fields that do not concern
 * a masked language model are ignored. `source` is what faults call the file.
 * Throws a `bad-model` Fault for a value that is wrong or that names something we do not support.
 */
export function parseModelConfig(json: unknown, source: string): ModelConfig {
  const fields = configFields(json, source);
  const modelType = fields.string("model_type", "");
  if (isModelType(modelType)) return FAMILIES[modelType].readConfig(fields);
  const names = Object.keys(FAMILIES).map((name) => `"${name}"`);
  throw fields.fault(
    "model_type",
    `but only ${names.slice(0, -1).join(", ")} and ${names.at(-1)} are supported`,
  );
}

function isModelType(name: string): name is ModelType {
  return Object.hasOwn(FAMILIES, name);
}

/**
 * The content of a `config.json` that Transformers loads with `AutoModelForMaskedLM`; `dtype` is the type of the
 * stored weights.
 */
export function toConfigJson(
  config: ModelConfig,
  dtype: "float32" | "float16" = "float32",
): Record<string, unknown> {
  const { architecture, writeConfig } = familyOf(config);
  return {
    architectures: [architecture],
    model_type: config.modelType,
    dtype,
    vocab_size: config.vocabSize,
    max_position_embeddings: config.firstPosition + config.maxPositions,
    pad_token_id: config.padTokenId ?? null,
    initializer_range: config.initializerRange,
    tie_word_embeddings: true,
    ...writeConfig(config),
  };
}
