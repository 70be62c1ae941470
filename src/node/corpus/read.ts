import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { type LeftOut, leftOut } from "../../core/corpus/verdict";
import { failure } from "./walk";

/** Never through a link, never waiting for a pipe's other end; 0 where the platform has no such flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** How often a file that changes while it is read is tried. */
const ATTEMPTS = 3;

/**
 * The bytes of a regular file, in `buffer`, which the next call overwrites. A file that changes meanwhile is read
 * again; one that keeps changing, or does not fit, is left out.
 */
export function readInto(buffer: Uint8Array, path: string): Uint8Array | LeftOut {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const read = readOnce(buffer, path);
      if (read !== undefined) return read;
    }
    return leftOut("vanished", "it kept changing");
  } catch (error) {
    return failure(error);
  }
}

/** Undefined when the file changed meanwhile. */
function readOnce(buffer: Uint8Array, path: string): Uint8Array | LeftOut | undefined {
  const file = openSync(path, OPEN_FLAGS);
  try {
    const before = fstatSync(file);
    if (!before.isFile()) return leftOut("vanished");
    if (before.size > buffer.length) return leftOut("too-large");
    const length = fill(file, buffer);
    return length === before.size && unchanged(before, fstatSync(file))
      ? buffer.subarray(0, length)
      : undefined;
  } finally {
    closeSync(file);
  }
}

function fill(file: number, buffer: Uint8Array): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function unchanged(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs;
}
