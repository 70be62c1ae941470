import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../core/errors";
import type { ByteSource } from "../core/formats/byteSource";
import { readModelWeights } from "../core/formats/modelWeights";
import { shardNames } from "../core/formats/shardIndex";
import { parseModelConfig } from "../core/models/configJson";
import type { ModelConfig } from "../core/models/families";
import { sentence } from "../core/sentence";
import type { Tensor } from "../core/tensor";
import type { TokenizerFiles } from "../core/tokenizer/tokenizerFiles";
import { ioFault } from "./ioFault";
import { exists, readJson, withFileSource } from "./readFiles";
import { readSteadyFolder } from "./steadyFolder";
import { readTokenizerFiles } from "./tokenizerFiles";

export interface ModelFolder {
  readonly config: ModelConfig;
  /** Every parameter of the configuration, in declaration order. */
  readonly parameters: Map<string, Tensor>;
  readonly tokenizerFiles: TokenizerFiles;
}

const largestConfig = 2 ** 20;
const largestIndex = 2 ** 24;

/**
 * Reads a folder in Hugging Face layout: `config.json`, `model.safetensors` or its shards, and the tokenizer's
 * files. Nothing is trusted: everything is checked before use, and pickles are never opened. Throws a Fault with
 * one sentence that names the file.
 */
export function readModelFolder(folder: string): Promise<ModelFolder> {
  return readSteadyFolder(folder, async () => {
    const names = await listFolder(folder);
    const config = await readConfig(folder, names);
    const tokenizerFiles = await readTokenizerFiles(folder);
    const weights = await weightFiles(folder, names);
    const parameters = await withFileSources(weights, (sources) => readModelWeights(config, sources));
    return { config, parameters, tokenizerFiles };
  });
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw ioFault("read the model folder", folder, error);
  }
}

async function readConfig(folder: string, names: readonly string[]): Promise<ModelConfig> {
  if (!names.includes("config.json")) {
    throw new Fault(
      "bad-model",
      sentence`${folder} has no config.json, so it is not a model folder; choose one that has.`,
    );
  }
  const path = join(folder, "config.json");
  return parseModelConfig((await readJson(path, largestConfig)).value, path);
}

async function weightFiles(folder: string, names: readonly string[]): Promise<string[]> {
  if (names.includes("model.safetensors")) return [join(folder, "model.safetensors")];
  const index = join(folder, "model.safetensors.index.json");
  if (!(await exists(index))) throw noSafetensors(folder, names);
  const shards = shardNames((await readJson(index, largestIndex)).value, index);
  return shards.map((shard) => join(folder, shard));
}

function noSafetensors(folder: string, names: readonly string[]): Fault {
  const pickle = names.find((name) => /\.(bin|pt|pth|ckpt|pkl)$/.test(name));
  if (!pickle) return new Fault("bad-model", sentence`${folder} has no model.safetensors.`);
  return new Fault(
    "bad-model",
    sentence`${folder} has no model.safetensors, only ${pickle}, which is never opened because such a file can run code; convert it where you trust it, with Transformers' AutoModelForMaskedLM.from_pretrained(folder).save_pretrained(folder).`,
  );
}

/** Opens all the files for as long as `use` runs. */
function withFileSources<T>(
  paths: readonly string[],
  use: (sources: readonly ByteSource[]) => Promise<T>,
): Promise<T> {
  const [path, ...rest] = paths;
  if (path === undefined) return use([]);
  return withFileSource(path, (source) => withFileSources(rest, (sources) => use([source, ...sources])));
}
