import { MemoryBuilder } from "../core/memory/memoryBuilder";
import { createWordTable } from "../core/memory/wordTable";
import { WorkspaceMemory } from "../core/memory/workspaceMemory";
import type { WordPieceTokenizer } from "../core/tokenizer/tokenizer";
import { type CorpusSource, type ReadCorpus, readTokens } from "./corpus";

export interface ReadMemory extends ReadCorpus {
  readonly memory: WorkspaceMemory;
  /** Files that were read, and that the memory keeps: fewer where the workspace is larger than it may be. */
  readonly files: { readonly added: number; readonly kept: number };
}

/** Reads what training would read into a memory. Throws a Fault "no-text" when there is no text. */
export async function readMemory(
  source: CorpusSource,
  tokenizer: WordPieceTokenizer,
  signal: AbortSignal,
): Promise<ReadMemory> {
  const table = createWordTable(tokenizer);
  const builder = new MemoryBuilder(table);
  const read = await readTokens(source, tokenizer, ({ path }, tokens) => builder.add(path, tokens), signal);
  return { ...read, memory: new WorkspaceMemory(table, builder.build()), files: builder.files };
}
