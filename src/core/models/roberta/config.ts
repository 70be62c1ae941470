import { LARGEST } from "../baseConfig";
import type { ConfigFields } from "../configFields";
import type { PostNormConfig } from "../postNorm/config";
import { readBertFields } from "../postNorm/configJson";

export interface RobertaConfig extends PostNormConfig {
  readonly modelType: "roberta";
}

/** Positions are counted from the one after the padding token's id; those before it are never used. */
export function readRobertaConfig(fields: ConfigFields): RobertaConfig {
  const shared = readBertFields(fields, { vocabSize: 50265, padTokenId: 1 });
  const firstPosition = shared.padTokenId + 1;
  const positions = fields.integer("max_position_embeddings", 512, firstPosition + 1, LARGEST.positions);
  return { modelType: "roberta", ...shared, firstPosition, maxPositions: positions - firstPosition };
}
