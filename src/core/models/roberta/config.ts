import type { JsonFile } from "../../json/jsonFile";
import type { PostNormConfig } from "../postNorm/config";
import { readBertFields, readPositions } from "../postNorm/configJson";

export interface RobertaConfig extends PostNormConfig {
  readonly modelType: "roberta";
}

/** Positions are counted from the one after the padding token's id; those before it are never used. */
export function readRobertaConfig(file: JsonFile): RobertaConfig {
  const shared = readBertFields(file, { vocabSize: 50265, padTokenId: 1 });
  const firstPosition = shared.padTokenId + 1;
  const maxPositions = readPositions(file, firstPosition + 1) - firstPosition;
  return { modelType: "roberta", ...shared, firstPosition, maxPositions };
}
