import { type SteppedJudge, steppedJudge } from "../../core/corpus/judge";
import type { CorpusOptions } from "../../core/corpus/options";
import { finished } from "../../core/corpus/steps";
import type { LeftOut } from "../../core/corpus/verdict";
import { readInto } from "./read";
import { type Content, type ContentReader, type CorpusEntry, hashKey, visit } from "./visit";
import type { WalkEntry } from "./walk";

export type ScannedFile = CorpusEntry<{ readonly text: string }>;

/**
 * Every file of the folders in a fixed order, each with its text or with why it is left out. Memory holds one file at a
 * time and, for each file that is read, its path and some 400 bytes to know duplicates by. Stops with the signal's reason when
 * `signal` is aborted. Throws a `Fault`: `io` for a folder that cannot be listed, `bad-option` for a wrong glob.
 */
export function scanCorpus(
  folders: readonly string[],
  options: CorpusOptions,
  signal?: AbortSignal,
): AsyncGenerator<ScannedFile> {
  return visit(folders, options, textReader(options), signal);
}

function textReader({ maxFileSize }: CorpusOptions): ContentReader<{ text: string }> {
  const buffer = new Uint8Array(maxFileSize);
  const judge = steppedJudge();
  return (entry) => readContent(entry, buffer, judge);
}

/** Reads single files again, by their absolute path; undefined for one that is gone or would now be left out. */
export function rereadText({ maxFileSize }: CorpusOptions): (path: string) => string | undefined {
  const buffer = new Uint8Array(maxFileSize);
  const judge = steppedJudge();
  return (path) => {
    const content = readContent({ path, relativePath: path }, buffer, judge);
    if ("kind" in content) return undefined;
    const judgement = finished(content.judge());
    return judgement.kind === "read" ? judgement.text : undefined;
  };
}

/** A file's text; it must be judged before `buffer` is used again. */
export function readContent(
  entry: Pick<WalkEntry, "path" | "relativePath">,
  buffer: Uint8Array,
  judge: SteppedJudge,
): Content<{ text: string }> | LeftOut {
  const bytes = readInto(buffer, entry.path);
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { hash: hashKey(bytes), judge: () => judge(entry.relativePath, bytes) };
}
