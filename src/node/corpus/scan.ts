import { createHash } from "node:crypto";
import { readdirSync, realpathSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { judgeContent, type Readable } from "../../core/corpus/judge";
import type { CorpusOptions } from "../../core/corpus/options";
import { type LeftOut, leftOut } from "../../core/corpus/verdict";
import { Fault } from "../../core/errors";
import { readInto } from "./read";
import { isInside, type WalkEntry, walk } from "./walk";

export interface ScannedFile extends Omit<WalkEntry, "leftOut" | "stat"> {
  readonly verdict: Readable | LeftOut;
}

/** Milliseconds of work between two turns of the event loop. */
const SLICE = 20;

/**
 * Every file of the folders in a fixed order, with its text or with why it is left out; a folder that is left out
 * stands for all that is in it. Stops with the signal's reason when `signal` is aborted. Throws a `Fault`
 * of kind `io` when a folder cannot be listed, `bad-option` for a glob that is none.
 */
export async function* scanCorpus(
  folders: readonly string[],
  options: CorpusOptions,
  signal?: AbortSignal,
): AsyncGenerator<ScannedFile> {
  const roots = workspaceRoots(folders);
  const buffer = new Uint8Array(options.maxFileSize);
  const seen = new Map<string, string>();
  let pause = Date.now() + SLICE;
  for (const root of roots) {
    for (const entry of walk(root, roots, options)) {
      yield judgeEntry(entry, buffer, seen);
      if (Date.now() < pause) continue;
      await setImmediate();
      signal?.throwIfAborted();
      pause = Date.now() + SLICE;
    }
  }
}

/** Real paths of the folders, without those that lie in another. */
function workspaceRoots(folders: readonly string[]): string[] {
  const real = [...new Set(folders.map(realFolder))];
  return real.filter((root) => !real.some((other) => other !== root && isInside(root, other)));
}

function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    readdirSync(real);
    return real;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Fault(
      "io",
      `The folder ${folder} cannot be read (${code}); check that it exists and may be opened.`,
      {
        cause,
      },
    );
  }
}

function judgeEntry(
  { leftOut: out, stat: _, ...entry }: WalkEntry,
  buffer: Uint8Array,
  seen: Map<string, string>,
) {
  return { ...entry, verdict: out ?? readEntry(entry, buffer, seen) };
}

function readEntry(entry: Omit<WalkEntry, "leftOut">, buffer: Uint8Array, seen: Map<string, string>) {
  const bytes = readInto(buffer, entry.path);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const hash = createHash("sha256").update(bytes).digest("base64");
  const first = seen.get(hash);
  if (first !== undefined) return leftOut("duplicate", first);
  seen.set(hash, entry.relativePath);
  return judgeContent(entry.relativePath, bytes);
}
