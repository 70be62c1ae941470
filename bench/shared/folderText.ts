import { resolve } from "node:path";
import { DEFAULT_CORPUS_OPTIONS } from "../../src/core/corpus/options";
import type { DataOptions } from "../../src/engine/corpus/prepareData";
import { DEFAULTS } from "../../src/engine/defaultOptions";

/** The text of a folder as "train" reads it when nothing else is asked for, in sequences of at most `maxSeqLength` tokens. */
export function folderText(folder: string, maxSeqLength: number): DataOptions {
  return {
    folders: [resolve(folder)],
    corpus: DEFAULT_CORPUS_OPTIONS,
    maxSeqLength,
    lineByLine: false,
    validationSplit: DEFAULTS.validationSplit,
    seed: 42,
  };
}
