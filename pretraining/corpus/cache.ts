import { homedir } from "node:os";
import { join } from "node:path";
import type { Source } from "./sources";

/** The folder for downloads, corpus and tokens: WORKSPACE_MLM_CACHE, or ~/.cache/workspace-mlm/pretraining. */
export function cacheFolder(...parts: string[]): string {
  const root =
    process.env["WORKSPACE_MLM_CACHE"] ?? join(homedir(), ".cache", "workspace-mlm", "pretraining");
  return join(root, ...parts);
}

/** The folder that holds a package's archives, and its extracted `files` with the `package.json` we write. */
export function packageFolder(source: Source): string {
  return cacheFolder("packages", `${source.registry}-${source.name.replace("/", "+")}`);
}

/** What `download` writes beside a package's files, and `corpus` reads. */
export interface PackageRecord {
  readonly name: string;
  readonly version: string;
  /** The licence in package.json, for npm. */
  readonly licence?: string;
  readonly author?: string;
  /** Path of Debian's machine-readable copyright file, relative to the package's folder. */
  readonly copyright?: string;
}
