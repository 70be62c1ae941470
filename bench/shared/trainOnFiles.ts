import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { DEFAULT_CORPUS_OPTIONS } from "../../src/core/corpus/options";
import { DEFAULTS } from "../../src/engine/defaultOptions";
import type { Model } from "../../src/engine/models/loadModel";
import { prepare } from "../../src/engine/start/prepare";
import { onnxRuntimeBackend } from "../../src/node/onnxRuntime";
import { fineTune } from "./fineTune";
import type { FileText } from "./hiddenInFiles";

export interface TrainOnFilesOptions {
  /** Folder of the model to start from. */
  readonly model: string;
  readonly threads: number;
  /** 0 for the usual ones. */
  readonly epochs: number;
}

/** A model after the usual training on some files of a folder. */
export async function trainOnFiles(
  folder: string,
  files: readonly FileText[],
  { model: start, threads, epochs }: TrainOnFilesOptions,
): Promise<Model> {
  const copy = await mkdtemp(join(tmpdir(), "workspace-mlm-words-"));
  try {
    for (const { path, name } of files) {
      await mkdir(dirname(join(copy, basename(folder), name)), { recursive: true });
      await cp(path, join(copy, basename(folder), name));
    }
    const source = {
      folders: [copy],
      corpus: DEFAULT_CORPUS_OPTIONS,
      maxSeqLength: 128,
      lineByLine: false,
      validationSplit: DEFAULTS.validationSplit,
      seed: 42,
    };
    const newWords = { maxWords: DEFAULTS.newWords, minCount: DEFAULTS.newWordCount };
    const { signal } = new AbortController();
    const { model, data } = await prepare({ model: start, newWords }, source, signal);
    return { ...model, parameters: await fineTune(model, data, onnxRuntimeBackend({ threads }), epochs) };
  } finally {
    await rm(copy, { recursive: true });
  }
}
