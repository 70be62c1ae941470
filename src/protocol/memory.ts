import type { TokenizerSpec } from "../core/tokenizer/kinds";
import type { MemoryFiles } from "./filling";
import type { WorkspaceText } from "./training";

/** The process that builds a workspace's memory, at low priority, and ends with that. */
export interface MemorySide {
  readonly requests: {
    /** Reads the workspace and writes its memory into the storage. */
    build(params: BuildMemoryParams): MemoryFiles;
  };
  readonly notifications: Record<never, never>;
}

export interface BuildMemoryParams {
  readonly workspace: WorkspaceText;
  /** Of the tokenizer whose ids the memory has. */
  readonly tokenizer: TokenizerSpec;
}
