import type { CorpusOptions } from "../../core/corpus/options";
import { type ContentReader, visit } from "./visit";

export interface ChangedFiles {
  /** Files that name and size let training read. */
  readonly files: number;
  /** Those of them that were written since. */
  readonly changed: number;
}

/** Judges nothing. */
function* asRead() {
  yield;
  return { kind: "read", signature: undefined } as const;
}

/** Counts the files of the folders that were written after `since`, milliseconds since 1970; opens none of them. */
export async function countChangedFiles(
  folders: readonly string[],
  corpus: CorpusOptions,
  since: number,
  signal: AbortSignal,
): Promise<ChangedFiles> {
  let [files, changed] = [0, 0];
  const look: ContentReader<object> = ({ stat }) => {
    files++;
    if (stat !== undefined && stat.mtimeMs > since) changed++;
    return { hash: [files, 0], judge: asRead };
  };
  for await (const _entry of visit(folders, corpus, look, signal)); // counts as it goes
  return { files, changed };
}
