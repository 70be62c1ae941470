import type { JsonFile } from "../../json/jsonFile";
import type { PostNormConfig } from "../postNorm/config";
import { readBertFields, readPositions } from "../postNorm/configJson";

export interface BertConfig extends PostNormConfig {
  readonly modelType: "bert";
}

export function readBertConfig(file: JsonFile): BertConfig {
  return {
    modelType: "bert",
    ...readBertFields(file, { vocabSize: 30522, padTokenId: 0 }),
    firstPosition: 0,
    maxPositions: readPositions(file),
  };
}
