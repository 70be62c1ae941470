import type { TokenizerKind } from "../kinds";
import { normalizerFromConfig, specFromJson, specFromVocabTxt } from "./readWordPiece";
import type { WordPieceSpec } from "./spec";
import { createWordPieceTokenizer } from "./wordPieceTokenizer";

/** Devlin et al. 2018: words cut greedily into the longest pieces of a vocabulary. */
export const WORDPIECE: TokenizerKind<WordPieceSpec> = {
  modelType: "WordPiece",
  fromTokenizerJson: ({ files, nameOf }) => specFromJson(files["tokenizer.json"], nameOf("tokenizer.json")),
  olderFiles: "vocab.txt",
  fromOlderFiles({ files, nameOf }) {
    const { "vocab.txt": text, "tokenizer_config.json": config } = files;
    if (text === undefined) return undefined;
    const normalizer =
      config === undefined ? {} : normalizerFromConfig(config, nameOf("tokenizer_config.json"));
    return specFromVocabTxt(text, normalizer, nameOf("vocab.txt"));
  },
  create: createWordPieceTokenizer,
};
