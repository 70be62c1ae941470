import type { TokenizerKind } from "../kinds";
import { createByteLevelTokenizer } from "./byteLevelTokenizer";
import { specFromJson } from "./readByteLevel";
import { specFromOlderFiles } from "./readOlderFiles";
import type { ByteLevelSpec } from "./spec";

/** Radford et al. 2019: bytes of words merged by the ranks of their pairs, the space before a word being part of it. */
export const BYTELEVEL: TokenizerKind<ByteLevelSpec> = {
  modelType: "BPE",
  fromTokenizerJson: specFromJson,
  olderFiles: "vocab.json + merges.txt",
  fromOlderFiles: specFromOlderFiles,
  create: createByteLevelTokenizer,
};
