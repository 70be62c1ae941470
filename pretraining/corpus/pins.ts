import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The file that holds the versions of npm's packages. */
export const PINS = join("pretraining", "corpus", "npm-versions.json");

/** Versions by the packages' names. */
export function readPins(): Record<string, string> {
  return existsSync(PINS) ? (JSON.parse(readFileSync(PINS, "utf8")) as Record<string, string>) : {};
}
