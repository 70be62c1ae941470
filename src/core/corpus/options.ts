/** What a person can choose about the corpus. No option loosens the rules on secrets. */
export interface CorpusOptions {
  /** Globs relative to the workspace folder; when there are any, a file must match one, itself or by a parent folder. */
  readonly include: readonly string[];
  /** Globs relative to the workspace folder; what matches, itself or by a parent folder, is left out. */
  readonly exclude: readonly string[];
  /** Globs to read of single workspace folders, instead of `include`: the folder's absolute path to globs relative to it. */
  readonly folderInclude?: Readonly<Record<string, readonly string[]>>;
  /** Globs to leave out of single workspace folders: the folder's absolute path to globs relative to it. */
  readonly folderExclude?: Readonly<Record<string, readonly string[]>>;
  /** What a fault calls the globs. */
  readonly globNames?: { readonly include: string; readonly exclude: string };
  /** Bytes. A larger file is left out. */
  readonly maxFileSize: number;
  /** Files read; the walk ends there. */
  readonly maxFiles: number;
  /** Bytes read; the walk ends there. */
  readonly maxTotalSize: number;
  /** Folders below the workspace folder; deeper ones are left out. */
  readonly maxDepth: number;
}

export const DEFAULT_CORPUS_OPTIONS: CorpusOptions = {
  include: [],
  exclude: [],
  maxFileSize: 1024 * 1024,
  maxFiles: 1_000_000,
  maxTotalSize: 16 * 1024 ** 3,
  maxDepth: 128,
};
