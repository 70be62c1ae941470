import { MemoryBuilder } from "../../core/memory/memoryBuilder";
import { createWordTable } from "../../core/memory/wordTable";
import { WorkspaceMemory } from "../../core/memory/workspaceMemory";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import type { FilePlace } from "../../node/corpus/visit";
import { type CorpusSource, type ReadCorpus, readTokens } from "../corpus/readCorpus";

export interface ReadMemory extends ReadCorpus {
  readonly memory: WorkspaceMemory;
  /** The files that were read, in their order. */
  readonly places: readonly FilePlace[];
  /** The files' absolute paths, by the path from the folder that is read. */
  readonly paths: ReadonlyMap<string, string>;
  /** Files that were read, and that the memory keeps: fewer where the workspace is larger than it may be. */
  readonly files: { readonly added: number; readonly kept: number };
}

/** Reads what training would read into a memory. Throws a Fault "no-text" when there is no text. */
export async function readMemory(
  source: CorpusSource,
  tokenizer: Tokenizer,
  signal: AbortSignal,
): Promise<ReadMemory> {
  const table = createWordTable(tokenizer);
  const builder = new MemoryBuilder(table);
  const places: FilePlace[] = [];
  const paths = new Map<string, string>();
  const add = ({ path, relativePath }: FilePlace, tokens: Int32Array) => {
    places.push({ path, relativePath });
    paths.set(relativePath, path);
    builder.add(path, tokens);
  };
  const read = await readTokens(source, tokenizer, add, signal);
  const memory = new WorkspaceMemory(table, builder.build());
  return { ...read, memory, places, paths, files: builder.files };
}
