import { DEFAULT_CORPUS_OPTIONS } from "../../core/corpus/options";
import { tokenFolder } from "../../node/modelStore";
import type { TrainParams, WorkspaceText } from "../../protocol/training";
import { DEFAULTS } from "../defaultOptions";
import type { DataOptions } from "./prepareData";
import { type CorpusSource, MAX_TOKEN_CACHE_SIZE } from "./readCorpus";

const GLOB_NAMES = { include: "workspaceMlm.corpus.include", exclude: "workspaceMlm.corpus.exclude" };

/** What to read, and where its tokens are kept. */
export function workspaceCorpus(params: WorkspaceText): CorpusSource {
  const { roots, settings, folderInclude, folderExclude, storage } = params;
  const { include, exclude, maxFileSize } = settings;
  const globs = folderInclude === undefined ? { include, exclude } : { folderInclude };
  return {
    folders: roots,
    corpus: { ...DEFAULT_CORPUS_OPTIONS, ...globs, folderExclude, maxFileSize, globNames: GLOB_NAMES },
    tokenCache: { folder: tokenFolder(storage), maxSize: MAX_TOKEN_CACHE_SIZE },
  };
}

export function workspaceData(params: TrainParams): DataOptions {
  const { settings } = params;
  return {
    ...workspaceCorpus(params),
    maxSeqLength: settings.sequenceLength,
    lineByLine: false,
    validationSplit: DEFAULTS.validationSplit,
    seed: settings.seed,
  };
}
