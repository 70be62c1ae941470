import { constants } from "node:os";
import { createTokenizer } from "../../core/tokenizer/kinds";
import { tokenizerFingerprint } from "../../node/corpus/tokenizerFingerprint";
import { writeMemoryFile } from "../../node/memoryFile";
import { memoryFile } from "../../node/modelStore";
import { giveWay } from "../../node/priority";
import type { MemoryFiles } from "../../protocol/filling";
import { ipcTransport } from "../../protocol/ipc";
import type { BuildMemoryParams, MemorySide } from "../../protocol/memory";
import { connect } from "../../protocol/rpc";
import { workspaceCorpus } from "../corpus/workspaceCorpus";
import { readMemory } from "../memory/workspaceMemory";

/** Serves the predictor process until it goes. */
export function runMemory(): void {
  giveWay(constants.priority.PRIORITY_LOW);
  connect<MemorySide, { requests: object; notifications: object }>(ipcTransport(process), {
    requests: { build },
    notifications: {},
  });
  process.on("disconnect", () => process.exit());
}

async function build(
  { workspace, tokenizer: spec }: BuildMemoryParams,
  signal: AbortSignal,
): Promise<MemoryFiles> {
  const source = workspaceCorpus(workspace);
  const tokenizer = createTokenizer(spec);
  const { memory, files } = await readMemory(source, tokenizer, signal);
  await writeMemoryFile(memoryFile(workspace.storage), memory.base, tokenizerFingerprint(tokenizer));
  return { files: files.added, kept: files.kept };
}
