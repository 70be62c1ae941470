import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as v from "valibot";
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

const FINDINGS = v.record(
  v.string(),
  v.array(
    v.object({
      word: v.string(),
      from: v.pipe(v.number(), v.integer()),
      to: v.pipe(v.number(), v.integer()),
      kind: v.picklist(["misspelt", "unexpected"]),
      sensitivity: v.picklist(SENSITIVITIES),
      probability: v.number(),
      fixes: v.array(v.object({ word: v.string(), probability: v.number() })),
    }),
  ),
);

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
    const found: unknown = JSON.parse(await readFile(path, "utf8"));
    return v.is(FINDINGS, found) ? new Map(Object.entries(found)) : new Map();
  } catch {
    return new Map();
  }
}
