// What all builds and tests put in the place of JUDGE_HASH: a hash of the sources that decide what is read of a content.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Of the files in `folder` and of the library that matches the rules; runs in the project's folder. */
export function judgeHash(folder = join("src", "core", "corpus")) {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    const file = join(folder, name);
    if (statSync(file).isFile()) hash.update(readFileSync(file));
  }
  hash.update(readFileSync(join("node_modules", "re2js", "package.json")));
  return hash.digest("hex");
}

/** For esbuild and Vitest. */
export const define = { JUDGE_HASH: JSON.stringify(judgeHash()) };
