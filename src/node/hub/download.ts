import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import { ioFault } from "../ioFault";
import { checkModelTarget } from "../writeModelFolder";
import { hubFault, statusFault } from "./hubFault";
import type { HubAddress, HubFile, HubModel } from "./repository";

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes that are there, of those of all files. */
  readonly onProgress: (done: number, total: number) => void;
  /** Looks at the whole folder before it gets its name; what it throws ends the download. */
  readonly check: (folder: string) => Promise<void>;
  /** A connection that brings nothing for this long is closed and opened again. */
  readonly stallMs?: number;
  /** Before the first new attempt; it doubles with each that brings nothing. */
  readonly retryMs?: number;
}

const ATTEMPTS = 5;
const STALL_MS = 30_000;
const RETRY_MS = 500;

/**
 * Downloads a model's files into a new folder, which is there whole or not at all. What a cancelled or broken download
 * brought stays in a hidden folder next to it, named after the commit, and is resumed from there. Every file is held to its
 * size and hash. Throws a Fault, or the signal's reason.
 */
export async function downloadModel(
  address: HubAddress,
  model: HubModel,
  folder: string,
  options: DownloadOptions,
): Promise<void> {
  const target = resolve(folder);
  await checkModelTarget(target, {});
  const partial = join(dirname(target), `.${basename(target)}.download-${model.commit.slice(0, 12)}`);
  const total = model.files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  try {
    await mkdir(partial, { recursive: true });
    for (const file of model.files) {
      const onBytes = (bytes: number) => options.onProgress(before + bytes, total);
      await downloadFile(address, model.commit, file, join(partial, file.name), { ...options, onBytes });
      before += file.size;
    }
    await options.check(partial);
    await rename(partial, target);
  } catch (error) {
    throw options.signal.aborted ? options.signal.reason : ioFault("download into", target, error);
  }
}

interface FileOptions extends DownloadOptions {
  readonly onBytes: (bytes: number) => void;
}

/** Goes on with what is there, over several connections where one breaks. */
async function downloadFile(
  address: HubAddress,
  commit: string,
  file: HubFile,
  path: string,
  options: FileOptions,
): Promise<void> {
  const { signal, retryMs = RETRY_MS } = options;
  for (let failures = 0; ; ) {
    signal.throwIfAborted();
    const before = await sizeOf(path);
    if (before >= file.size) break;
    try {
      await fetchRest(address, commit, file, path, options);
    } catch (error) {
      const fault = hubFault(address, error, signal);
      if (fault === signal.reason || error instanceof Fault) throw fault;
      failures = (await sizeOf(path)) > before ? 1 : failures + 1;
      if (failures >= ATTEMPTS) throw fault;
      await sleep(retryMs * 2 ** failures, undefined, { signal });
    }
  }
  await verify(file, path, address, signal);
  options.onBytes(file.size);
}

async function fetchRest(
  { repository, endpoint, token }: HubAddress,
  commit: string,
  { name, size }: HubFile,
  path: string,
  { signal, onBytes, stallMs = STALL_MS }: FileOptions,
): Promise<void> {
  const there = await sizeOf(path);
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(new Error("it brings nothing more")), stallMs);
  try {
    const response = await fetch(`${endpoint}/${repository}/resolve/${commit}/${name}`, {
      headers: {
        "Accept-Encoding": "identity",
        ...(there > 0 && { Range: `bytes=${there}-` }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.any([signal, stall.signal]),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      if (response.status >= 500 || response.status === 429) throw new Error(`it answers ${response.status}`);
      throw statusFault(`${name} in ${repository}`, endpoint, response.status);
    }
    const start = response.status === 206 ? there : 0;
    const handle = await open(path, start > 0 ? "r+" : "w");
    try {
      let at = start;
      for await (const chunk of response.body) {
        timer.refresh();
        at += chunk.byteLength;
        if (at > size) throw tooLong(name, size, endpoint);
        await writeAll(handle, chunk, at - chunk.byteLength);
        onBytes(at);
      }
      if (at < size) throw new Error(`the connection ended ${size - at} bytes early`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    clearTimeout(timer);
  }
}

function tooLong(name: string, size: number, endpoint: string): Fault {
  return new Fault(
    "io",
    sentence`${endpoint} sends more of ${name} than the ${size} bytes it named; it is not used.`,
  );
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    done += (await handle.write(chunk, done, chunk.byteLength - done, position + done)).bytesWritten;
  }
}

/** A file that is not what the hub named is deleted. */
async function verify(
  { name, size, hash }: HubFile,
  path: string,
  { endpoint }: HubAddress,
  signal: AbortSignal,
): Promise<void> {
  const digest = startHash(hash.kind, size);
  for await (const chunk of createReadStream(path, { signal })) digest.update(chunk as Uint8Array);
  if (digest.digest("hex") === hash.value) return;
  await rm(path, { force: true });
  throw new Fault(
    "io",
    sentence`${name} from ${endpoint} is not the file that its hash names; it was deleted: try again.`,
  );
}

/** Git names a file by the SHA-1 of its length and content. */
function startHash(kind: HubFile["hash"]["kind"], size: number): Hash {
  return kind === "sha256" ? createHash("sha256") : createHash("sha1").update(`blob ${size}\0`);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
