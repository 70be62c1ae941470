import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { Fault } from "../core/errors";
import type { ByteSource } from "../core/formats/byteSource";
import { sentence } from "../core/sentence";
import { errorCode, ioFault } from "./ioFault";

/**
 * Opens a regular file as a source of byte ranges for as long as `use` runs. Reads are fresh, aligned buffers.
 * Throws an `io` Fault that names the file if it cannot be read, is not a regular file, or shrinks meanwhile.
 */
export async function withFileSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await openRegular(path);
  try {
    const { size } = await handle.stat();
    return await use({ name: path, size, read: (offset, length) => readRange(handle, path, offset, length) });
  } catch (error) {
    throw errorCode(error) ? ioFault("read", path, error) : error;
  } finally {
    await handle.close();
  }
}

/** A whole UTF-8 file of at most `limit` bytes. Throws a Fault that names it. */
export function readText(path: string, limit: number): Promise<string> {
  return withFileSource(path, async (file) => {
    if (file.size > limit) {
      throw new Fault(
        "bad-model",
        sentence`${path} has ${file.size} bytes, more than the ${limit} that it may have.`,
      );
    }
    return decodeUtf8(await file.read(0, file.size), path);
  });
}

/** A whole JSON file of at most `limit` bytes, as its text and its value. Throws a Fault that names it. */
export async function readJson(path: string, limit: number): Promise<{ text: string; value: unknown }> {
  const text = await readText(path, limit);
  try {
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    throw new Fault("bad-model", sentence`${path} is not valid JSON; replace it with an intact copy.`, {
      cause,
    });
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return false;
    throw ioFault("read", path, error);
  }
}

/** Opens without blocking, so that a named pipe is refused instead of waited for. */
async function openRegular(path: string): Promise<FileHandle> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if ((await handle.stat()).isFile()) return handle;
    throw new Fault("io", sentence`Cannot read ${path}: it is not a regular file.`);
  } catch (error) {
    await handle?.close();
    throw ioFault("read", path, error);
  }
}

/** Node.js refuses to read 2 GiB at once. */
const largestRead = 2 ** 30;

async function readRange(
  handle: FileHandle,
  path: string,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, largestRead), offset + done);
    if (bytesRead === 0) throw new Fault("io", sentence`${path} was cut short while it was read; try again.`);
    done += bytesRead;
  }
  return bytes;
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault("bad-model", sentence`${path} is not UTF-8 text.`, { cause });
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
