import { createHash } from "node:crypto";
import * as path from "node:path";

/** What distinguishes a workspace from others. */
export interface WorkspaceIdentity {
  readonly name: string;
  /** Absolute paths, or the uri of a folder that is not on disk: of the workspace's file, else of its folder. */
  readonly places: readonly string[];
}

const HASH_LENGTH = 8;

/**
 * Where a workspace's models lie below the folder for models: in one of its own, because another workspace may not see them,
 * with a name that a person recognises.
 */
export function modelsFolder(parent: string, { name, places }: WorkspaceIdentity): string {
  const hash = createHash("sha256").update(places.join("\n")).digest("hex").slice(0, HASH_LENGTH);
  return path.join(parent, `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}-${hash}`);
}

/** Whether the editor's storage is lost when the machine is rebuilt; `remoteName` is as the editor has it. */
export function isContainer(remoteName: string | undefined): boolean {
  return /container|codespaces/.test(remoteName ?? "");
}
