import { MemoryBuilder } from "../../src/core/memory/memoryBuilder";
import type { WordTable } from "../../src/core/memory/wordTable";
import { WorkspaceMemory } from "../../src/core/memory/workspaceMemory";
import type { Tokenizer } from "../../src/core/tokenizer/tokenizer";
import type { FileText } from "./hiddenInFiles";

export function memoryOf(
  files: readonly FileText[],
  tokenizer: Tokenizer,
  table: WordTable,
): WorkspaceMemory {
  const builder = new MemoryBuilder(table);
  const options = { addSpecialTokens: false, parseSpecialTokens: false };
  for (const { path, text } of files) builder.add(path, tokenizer.encode(text, options).ids);
  return new WorkspaceMemory(table, builder.build());
}
