import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageRecord } from "./cache";
import { run } from "./command";

interface Manifest {
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly author?: string | { readonly name: string };
}

/** Downloads a package with `npm pack` (no scripts run) and extracts it into `files`. */
export function fetchNpm(folder: string, name: string, version: string | undefined): PackageRecord {
  const printed = run(
    folder,
    "npm",
    "pack",
    "--silent",
    "--ignore-scripts",
    `${name}@${version ?? "latest"}`,
  );
  mkdirSync(join(folder, "files"), { recursive: true });
  const archive = printed.trim().split("\n").at(-1)!;
  run(folder, "tar", "-xzf", archive, "-C", "files", "--no-same-owner", "--strip-components=1");
  const manifest = JSON.parse(readFileSync(join(folder, "files", "package.json"), "utf8")) as Manifest;
  const licence = typeof manifest.license === "object" ? manifest.license.type : manifest.license;
  const author = typeof manifest.author === "object" ? manifest.author.name : manifest.author;
  return { name, version: manifest.version, ...(licence && { licence }), ...(author && { author }) };
}
