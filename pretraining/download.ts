// Downloads and extracts every package of the corpus into the cache folder; installs nothing.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, type PackageRecord, packageFolder } from "./corpus/cache";
import { fetchBinary, fetchSource, prepareSourceLists } from "./corpus/debian";
import { fetchNpm } from "./corpus/npm";
import { SOURCES, type Source } from "./corpus/sources";

const PINS = join("pretraining", "corpus", "npm-versions.json");

function readPins(): Record<string, string> {
  return existsSync(PINS) ? (JSON.parse(readFileSync(PINS, "utf8")) as Record<string, string>) : {};
}

function fetchPackage(source: Source, folder: string, pins: Record<string, string>): PackageRecord {
  if (source.registry === "npm") return fetchNpm(folder, source.name, pins[source.name]);
  return source.registry === "deb" ? fetchBinary(folder, source.name) : fetchSource(folder, source.name);
}

function download(source: Source, pins: Record<string, string>): PackageRecord {
  const folder = packageFolder(source);
  const recordPath = join(folder, "package.json");
  if (existsSync(recordPath)) return JSON.parse(readFileSync(recordPath, "utf8")) as PackageRecord;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const record = fetchPackage(source, folder, pins);
  writeFileSync(recordPath, JSON.stringify(record, null, 2));
  console.log(`${source.registry} ${source.name} ${record.version}`);
  return record;
}

function main(): void {
  mkdirSync(cacheFolder(), { recursive: true });
  prepareSourceLists();
  const pins = readPins();
  const failures: string[] = [];
  for (const source of SOURCES) {
    try {
      const { version } = download(source, pins);
      if (source.registry === "npm") pins[source.name] = version;
    } catch (error) {
      failures.push(`${source.registry} ${source.name}: ${(error as Error).message}`);
    }
  }
  const sorted = Object.fromEntries(Object.entries(pins).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(PINS, `${JSON.stringify(sorted, null, 2)}\n`);
  for (const failure of failures) console.error(failure);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

main();
