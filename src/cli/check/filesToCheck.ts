import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { FileToCheck } from "../../engine/scoring/checkFiles";
import { changedLines } from "../../node/changedLines";
import type { FilePlace } from "../../node/corpus/visit";
import { isInside } from "../../node/corpus/walk";
import { ioFault } from "../../node/ioFault";
import { type Output, printLine } from "../command";

/** What a person named, as real paths. */
export interface WhatToRead {
  /** Folders whose text is read. */
  readonly folders: readonly string[];
  /** Folders and files that are checked. */
  readonly asked: readonly string[];
}

/** Throws a Fault "io" for what does not exist. */
export function whatToRead(named: readonly string[]): WhatToRead {
  const asked = named.map((path) => {
    try {
      return realpathSync(path);
    } catch (error) {
      throw ioFault("read", path, error);
    }
  });
  return { folders: [...new Set(asked.map(folderOf))], asked };
}

/** A folder itself; of a file the current folder, or its own where it lies elsewhere. */
function folderOf(path: string): string {
  if (statSync(path).isDirectory()) return path;
  const current = realpathSync(process.cwd());
  return isInside(path, current) ? current : dirname(path);
}

/** Of the files that are read those that are asked for; with `since` those with lines that changed since that commit. */
export function filesToCheck(
  places: readonly FilePlace[],
  asked: readonly string[],
  since: string | undefined,
  stderr: Output,
): FileToCheck[] {
  const isAsked = (path: string) => asked.some((each) => path === each || isInside(path, each));
  const files = places.filter(({ path }) => isAsked(path));
  for (const path of asked)
    if (!statSync(path).isDirectory() && !files.some((file) => file.path === path))
      printLine(stderr, `${path} is left out; "workspace-mlm scan --why" says why.`);
  if (since === undefined) return files.map(({ path }) => ({ path }));
  const folders = new Set(asked.map((path) => (statSync(path).isDirectory() ? path : dirname(path))));
  const changed = new Map([...folders].flatMap((folder) => [...changedLines(folder, since)]));
  return files.flatMap(({ path }) => {
    const lines = changed.get(path);
    return lines === undefined || lines.length === 0 ? [] : [{ path, lines }];
  });
}
