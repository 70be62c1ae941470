import { join } from "node:path";
import { Fault } from "../core/errors";
import type { Model } from "../core/models/model";
import { sentence } from "../core/sentence";
import {
  normalizerFromConfig,
  tokenizerFromJson,
  tokenizerFromVocabTxt,
} from "../core/tokenizer/readTokenizer";
import type { WordPieceTokenizer } from "../core/tokenizer/tokenizer";
import { toTokenizerConfig, toTokenizerJson, toVocabTxt } from "../core/tokenizer/writeTokenizer";
import { readModelFolder } from "../node/modelFolder";
import type { TokenizerFiles } from "../node/tokenizerFiles";
import { type WritableModel, type WriteModelOptions, writeModelFolder } from "../node/writeModelFolder";

export type { Model };

/** Reads a Hugging Face folder. Throws a Fault with one sentence that names the file that is wrong. */
export async function loadModel(folder: string): Promise<Model> {
  const { config, parameters, tokenizerFiles } = await readModelFolder(folder);
  const tokenizer = tokenizerFrom(tokenizerFiles, folder);
  if (tokenizer.vocabSize > config.vocabSize) {
    throw new Fault(
      "bad-model",
      sentence`${folder}: the tokenizer has ${tokenizer.vocabSize} tokens, but config.json says vocab_size ${config.vocabSize}; use the tokenizer that the model was trained with.`,
    );
  }
  return { config, parameters, tokenizer };
}

/** Writes a Hugging Face folder, whole or not at all. */
export function saveModel(folder: string, model: Model, options: WriteModelOptions): Promise<void> {
  return writeModelFolder(folder, writable(model), options);
}

/** As it is written: the tokenizer in each of the files that others read. */
export function writable({ config, parameters, tokenizer: { spec } }: Model): WritableModel {
  const tokenizerConfig = toTokenizerConfig(spec, { modelMaxLength: config.maxPositionEmbeddings });
  return {
    config,
    parameters,
    tokenizerFiles: {
      "tokenizer.json": toTokenizerJson(spec),
      "tokenizer_config.json": tokenizerConfig,
      "vocab.txt": toVocabTxt(spec),
    },
  };
}

function tokenizerFrom(files: TokenizerFiles, folder: string): WordPieceTokenizer {
  if (files.tokenizerJson !== undefined) {
    return tokenizerFromJson(files.tokenizerJson, join(folder, "tokenizer.json"));
  }
  if (files.vocabTxt === undefined) {
    throw new Fault(
      "bad-model",
      sentence`${folder} has neither tokenizer.json nor vocab.txt; copy one of them from the original model.`,
    );
  }
  const { tokenizerConfig } = files;
  const normalizer = tokenizerConfig
    ? normalizerFromConfig(tokenizerConfig, join(folder, "tokenizer_config.json"))
    : {};
  return tokenizerFromVocabTxt(files.vocabTxt, normalizer, join(folder, "vocab.txt"));
}
