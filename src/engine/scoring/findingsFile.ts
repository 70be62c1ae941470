import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { VERDICT_VERSION } from "../../core/unlikely/verdict";

/** The name of the file that keeps what a model, as it is, found in these folders. */
export async function findingsFile(model: string, folders: readonly string[]): Promise<string> {
  const parts = (await readdir(model)).sort().map(async (name) => {
    const { size, mtimeMs } = await stat(join(model, name));
    return [name, size, mtimeMs];
  });
  const hash = createHash("sha256");
  hash.update(JSON.stringify([VERDICT_VERSION, await Promise.all(parts), [...folders].sort()]));
  return `${hash.digest("hex").slice(0, 32)}.json`;
}
