import * as v from "valibot";
import { jsonFile } from "../json/jsonFile";
import { fields } from "../json/schemas";
import { FAMILIES, familyOf, type ModelConfig, type ModelType } from "./families";

const MODEL_TYPE = fields({ model_type: v.picklist(Object.keys(FAMILIES) as ModelType[]) });

/**
 * A parsed `config.json` as a `ModelConfig`, with Transformers' defaults for absent fields; fields that do not concern
 * a masked language model are ignored. `source` is what faults call the file.
 * Throws a `bad-model` Fault for a value that is wrong or that names something we do not support.
 */
export function parseModelConfig(json: unknown, source: string): ModelConfig {
  const file = jsonFile(json, source);
  return FAMILIES[file.read(MODEL_TYPE).model_type].readConfig(file);
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
