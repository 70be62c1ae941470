import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Names a model folder as it is: another after any of its files was written. */
export async function modelFolderFingerprint(folder: string): Promise<string> {
  const files = (await readdir(folder)).sort().map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name));
    return [name, size, mtimeMs];
  });
  const hash = createHash("sha256").update(JSON.stringify(await Promise.all(files)));
  return hash.digest("hex").slice(0, 32);
}
