import { documentEvidence } from "./documentEvidence";
import type { Evidence } from "./evidence";
import type { Gap } from "./gap";
import type { WordTable } from "./wordTable";
import type { WorkspaceMemory } from "./workspaceMemory";

/** What is known beside the model: nothing, the document, or the document and the workspace. */
export interface KnownWords {
  readonly document?: Evidence;
  readonly workspace?: Evidence;
}

/** Says what is known of the words in a gap of a document with the tokens `before` and `after` around it. */
export type WordSource = (before: ArrayLike<number>, after: ArrayLike<number>, gap: Gap) => KnownWords;

/** Knows the document, and where there is a memory the other files of the workspace; `path` is the document's own. */
export function wordSource(table: WordTable, memory?: WorkspaceMemory, path?: string): WordSource {
  return (before, after, gap) => ({
    document: documentEvidence(before, after, gap, table),
    ...(memory && { workspace: memory.evidence(gap, path) }),
  });
}
