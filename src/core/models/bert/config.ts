import { LARGEST } from "../baseConfig";
import type { ConfigFields } from "../configFields";
import type { PostNormConfig } from "../postNorm/config";
import { readBertFields } from "../postNorm/configJson";

export interface BertConfig extends PostNormConfig {
  readonly modelType: "bert";
}

export function readBertConfig(fields: ConfigFields): BertConfig {
  return {
    modelType: "bert",
    ...readBertFields(fields, { vocabSize: 30522, padTokenId: 0 }),
    firstPosition: 0,
    maxPositions: fields.integer("max_position_embeddings", 512, 1, LARGEST.positions),
  };
}
