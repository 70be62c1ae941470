import { createHash } from "node:crypto";
import { VERDICT_VERSION } from "../../core/unlikely/verdict";
import { modelFolderFingerprint } from "../../node/modelFolderFingerprint";

/** The name of the file that keeps what a model, as it is, found in these folders. */
export async function findingsFile(model: string, folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([VERDICT_VERSION, await modelFolderFingerprint(model), [...folders].sort()]));
  return `${hash.digest("hex").slice(0, 32)}.json`;
}
