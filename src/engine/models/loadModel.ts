import { join } from "node:path";
import { Fault } from "../../core/errors";
import type { Model } from "../../core/models/model";
import { sentence } from "../../core/sentence";
import { readTokenizer } from "../../core/tokenizer/readTokenizer";
import { readModelFolder } from "../../node/modelFolder";
import { type WritableModel, type WriteModelOptions, writeModelFolder } from "../../node/writeModelFolder";

export type { Model };

/** Reads a Hugging Face folder. Throws a Fault with one sentence that names the file that is wrong. */
export async function loadModel(folder: string): Promise<Model> {
  const { config, parameters, tokenizerFiles } = await readModelFolder(folder);
  const tokenizer = readTokenizer({ files: tokenizerFiles, nameOf: (name) => join(folder, name) }, folder);
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
export function writable({ config, parameters, tokenizer }: Model): WritableModel {
  return {
    config,
    parameters,
    tokenizerFiles: tokenizer.files({ modelMaxLength: config.maxPositions }),
  };
}
