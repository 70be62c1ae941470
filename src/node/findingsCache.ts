import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Finding } from "../core/unlikely/findUnlikely";
import { SENSITIVITIES } from "../core/unlikely/verdict";
import { writeFileAtomic } from "./atomicFiles";

/** A finding as it is kept: the word by its UTF-16 offsets, `to` exclusive. */
export interface StoredFinding extends Omit<Finding, "word"> {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

/** What was found in texts, by their hash. */
export interface FindingsCache {
  get(key: string): readonly StoredFinding[] | undefined;
  set(key: string, findings: readonly StoredFinding[]): void;
  /** Writes what was asked for and set since the cache was opened; the rest is forgotten. Without it nothing is kept. */
  save(): Promise<void>;
}

/** Knows nothing and keeps nothing. */
export const NO_FINDINGS: FindingsCache = { get: () => undefined, set() {}, async save() {} };

/** Opens a file of findings; one that is damaged, or not there, holds none. Where it cannot be written nothing is kept. */
export async function openFindings(path: string): Promise<FindingsCache> {
  const known = await readFindings(path);
  const used = new Map<string, readonly StoredFinding[]>();
  return {
    get(key) {
      const findings = used.get(key) ?? known.get(key);
      if (findings !== undefined) used.set(key, findings);
      return findings;
    },
    set: (key, findings) => used.set(key, findings),
    async save() {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFileAtomic(path, JSON.stringify(Object.fromEntries(used)));
      } catch {
        // Without it the next run takes longer.
      }
    },
  };
}

async function readFindings(path: string): Promise<ReadonlyMap<string, readonly StoredFinding[]>> {
  try {
    const entries = Object.entries(JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>);
    return entries.every((entry): entry is [string, StoredFinding[]] => isFindings(entry[1]))
      ? new Map(entries)
      : new Map();
  } catch {
    return new Map();
  }
}

function isFindings(value: unknown): value is StoredFinding[] {
  return Array.isArray(value) && value.every(isFinding);
}

function isFinding(value: Partial<StoredFinding> | null): value is StoredFinding {
  return (
    typeof value?.word === "string" &&
    Number.isInteger(value.from) &&
    Number.isInteger(value.to) &&
    (value.kind === "misspelt" || value.kind === "unexpected") &&
    SENSITIVITIES.includes(value.sensitivity!) &&
    Number.isFinite(value.probability) &&
    Array.isArray(value.fixes) &&
    value.fixes.every((fix) => typeof fix?.word === "string" && Number.isFinite(fix.probability))
  );
}
