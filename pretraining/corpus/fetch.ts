import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PackageRecord, packageFolder } from "./cache";
import { fetchBinary, fetchSource } from "./debian";
import { fetchNpm } from "./npm";
import type { Source } from "./sources";

/** Downloads and extracts a package into its folder of the cache, unless it is there; npm's in the version of `pins`. */
export function fetchPackage(source: Source, pins: Readonly<Record<string, string>>): PackageRecord {
  const folder = packageFolder(source);
  const recordPath = join(folder, "package.json");
  if (existsSync(recordPath)) return JSON.parse(readFileSync(recordPath, "utf8")) as PackageRecord;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const record = fetchInto(folder, source, pins);
  writeFileSync(recordPath, JSON.stringify(record, null, 2));
  console.log(`${source.registry} ${source.name} ${record.version}`);
  return record;
}

function fetchInto(
  folder: string,
  { registry, name }: Source,
  pins: Readonly<Record<string, string>>,
): PackageRecord {
  if (registry === "npm") return fetchNpm(folder, name, pins[name]);
  return registry === "deb" ? fetchBinary(folder, name) : fetchSource(folder, name);
}
