import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Every plain file below a folder as paths relative to it, in a stable order; links are not followed. */
export function walkFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
