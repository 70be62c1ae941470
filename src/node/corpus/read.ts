import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { type LeftOut, leftOut } from "../../core/corpus/verdict";
import { failure } from "./walk";

/** Never through a link, never waiting for a pipe's other end; 0 where the platform has no such flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a regular file, in `buffer`, which the next call overwrites. A file that does not fit, or whose size
 * or time changes meanwhile, is left out rather than read in two minds.
 */
export function readInto(buffer: Uint8Array, path: string): Uint8Array | LeftOut {
  let file: number;
  try {
    file = openSync(path, OPEN_FLAGS);
  } catch (error) {
    return failure(error);
  }
  try {
    return readWhole(file, buffer);
  } catch (error) {
    return failure(error);
  } finally {
    closeSync(file);
  }
}

function readWhole(file: number, buffer: Uint8Array): Uint8Array | LeftOut {
  const before = fstatSync(file);
  if (!before.isFile()) return leftOut("vanished");
  if (before.size > buffer.length) return leftOut("too-large");
  const length = fill(file, buffer);
  return length === before.size && unchanged(before, fstatSync(file))
    ? buffer.subarray(0, length)
    : leftOut("vanished");
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
