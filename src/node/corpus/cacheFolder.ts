import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

/** A file of the cache's folder. */
export interface CacheFile {
  readonly path: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970: when it was last used. */
  readonly lastUsed: number;
}

const SEGMENT = /^[0-9a-f]{16}-[0-9a-f]{16}\.tokens$/;
const TEMPORARY = /^[0-9a-f]{16}-[0-9a-f]{16}\.tokens\.tmp$/;
/** A temporary file of this age was left by a process that died. */
const ABANDONED_MS = 60 * 60 * 1000;

/** The segments in a folder, which is made if need be; a folder that cannot be read has none. */
export function listSegments(folder: string): CacheFile[] {
  return listFiles(folder, SEGMENT);
}

function listFiles(folder: string, pattern: RegExp): CacheFile[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .flatMap((name) => describe(folder, name));
  } catch {
    return [];
  }
}

function describe(folder: string, name: string): CacheFile[] {
  try {
    const path = join(folder, name);
    const { size, mtimeMs } = statSync(path);
    return [{ path, name, size, lastUsed: mtimeMs }];
  } catch {
    return [];
  }
}

/** Deletes the longest unused segments that are not in use until the rest has at most `size` bytes; whether it has. */
export function makeRoom(folder: string, inUse: ReadonlySet<string>, size: number): boolean {
  const files = listSegments(folder).sort((a, b) => a.lastUsed - b.lastUsed);
  let total = files.reduce((sum, file) => sum + file.size, 0);
  for (const file of files) {
    if (total <= size) break;
    if (!inUse.has(file.path) && remove(file.path)) total -= file.size;
  }
  return total <= size;
}

export function removeAbandoned(folder: string): void {
  for (const { path, lastUsed } of listFiles(folder, TEMPORARY)) {
    if (Date.now() - lastUsed > ABANDONED_MS) remove(path);
  }
}

/** Whether the file is gone; another process may hold it open, which on Windows keeps it. */
export function remove(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Notes that a segment is still of use. */
export function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Deleted meanwhile by another process that made room.
  }
}
