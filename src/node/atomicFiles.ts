import { cp, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault } from "../core/errors";
import { sentence } from "../core/sentence";
import { errorCode, ioFault } from "./ioFault";
import { leftoversIn, leftoversOf, siblingPath } from "./leftovers";
import { exists } from "./readFiles";

/** What a file is to hold: text (UTF-8), or chunks of bytes that are written as they come. */
export type FileContent = string | Iterable<Uint8Array>;

/**
 * Writes a file so that it holds either its old or its new content, whole, whenever the process or the machine
 * stops: a temporary sibling is written, flushed and renamed. One process may write a path at a time. Throws an
 * `io` Fault, or the Fault that `content` throws, and leaves nothing behind.
 */
export async function writeFileAtomic(path: string, content: FileContent): Promise<void> {
  await throughSibling(path, async (temporary) => {
    await writeFlushed(temporary, content);
    await rename(temporary, path);
    await flushFolder(dirname(path));
  });
}

/**
 * Writes a folder of files, whole or not at all, in the manner of `writeFileAtomic`; names may hold folders
 * ("onnx/model.onnx"). A folder that is already
 * there is replaced. No file system can swap two folders by one rename on every platform, so the old folder is moved aside
 * first and deleted last; `restoreFolder` brings it back if the process died between.
 */
export async function writeFolderAtomic(
  folder: string,
  files: ReadonlyMap<string, FileContent>,
): Promise<void> {
  await throughSibling(folder, async (temporary) => {
    await mkdir(temporary);
    for (const [name, content] of files) await writeInside(temporary, name, content);
    await flushFolder(temporary);
    await swapIn(temporary, folder);
  });
}

/**
 * Brings a folder back that a killed process had moved aside. If a living process seems to be replacing it at this
 * moment, waits a second for that to end; it may be another process that got the killed one's id.
 */
export async function restoreFolder(folder: string): Promise<void> {
  for (let waits = 0; !(await exists(folder)); waits++) {
    const old = (await leftoversOf(folder)).find(({ kind }) => kind === "old");
    if (!old) return;
    if (old.inUse && waits < 100) await new Promise((resolve) => setTimeout(resolve, 10));
    else await renameIfThere(old.path, folder);
  }
}

/** Deletes a folder and all in it, whole or not at all: it gets a temporary name first. Throws an `io` Fault. */
export async function removeFolderAtomic(folder: string): Promise<void> {
  const temporary = siblingPath(folder, "tmp");
  try {
    if (await renameIfThere(folder, temporary)) await rm(temporary, { recursive: true, force: true });
    await removeLeftovers(folder);
  } catch (error) {
    throw ioFault("delete", folder, error);
  }
}

/**
 * Moves a file or a folder, whole or not at all, also to another disk; what is there is replaced. Nothing happens where there is
 * nothing to move. Throws an `io` Fault.
 */
export async function moveAtomic(from: string, to: string): Promise<void> {
  if (!(await exists(from)) || (await moveOnDisk(from, to))) return;
  await throughSibling(to, async (temporary) => {
    await copyFlushed(from, temporary);
    await swapIn(temporary, to);
  });
  await removeFolderAtomic(from);
}

/** Finishes or undoes what killed writers left half done in `folder`. */
export async function tidyFolder(folder: string): Promise<void> {
  const leftovers = (await leftoversIn(folder)).filter(({ inUse }) => !inUse);
  for (const { kind, target } of leftovers) if (kind === "old") await restoreFolder(target);
  for (const { path } of leftovers) await removeQuietly(path);
}

/** Runs `write` with the path of a temporary sibling, after tidying up what killed writers left. */
async function throughSibling(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = siblingPath(path, "tmp");
  try {
    await mkdir(dirname(path), { recursive: true });
    await restoreFolder(path);
    await removeLeftovers(path);
    await write(temporary);
  } catch (error) {
    await removeQuietly(temporary);
    throw ioFault("write", path, error);
  }
}

async function writeInside(folder: string, name: string, content: FileContent): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFlushed(path, content);
  await flushFolder(dirname(path));
}

async function swapIn(temporary: string, folder: string): Promise<void> {
  const old = siblingPath(folder, "old");
  const replaces = await renameIfThere(folder, old);
  try {
    await rename(temporary, folder);
  } catch (error) {
    if (replaces) await moveBack(old, folder);
    throw error;
  }
  await flushFolder(dirname(folder));
  await removeQuietly(old);
}

async function moveBack(old: string, folder: string): Promise<void> {
  try {
    await rename(old, folder);
  } catch (cause) {
    const message = sentence`Cannot replace ${folder}, and its old content now lies in ${old}: rename it back.`;
    throw new Fault("io", message, { cause });
  }
}

async function removeLeftovers(path: string): Promise<void> {
  for (const leftover of await leftoversOf(path)) if (!leftover.inUse) await removeQuietly(leftover.path);
}

/** What cannot be removed now is tried again by the next writer. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** Returns false where the two are on different disks. */
async function moveOnDisk(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await swapIn(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EXDEV") return false;
    throw ioFault("write", to, error);
  }
}

async function copyFlushed(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, preserveTimestamps: true });
  for (const entry of [to, ...(await entriesBelow(to))]) {
    if ((await stat(entry)).isDirectory()) await flushFolder(entry);
    else await flushFile(entry);
  }
}

/** Absolute paths of all files and folders below `path`; none where it is a file. */
async function entriesBelow(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [];
  return (await readdir(path, { recursive: true })).map((name) => join(path, name));
}

async function flushFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeFlushed(path: string, content: FileContent): Promise<void> {
  const file = await open(path, "wx");
  try {
    const chunks = typeof content === "string" ? [new TextEncoder().encode(content)] : content;
    for (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable. Windows cannot open a folder, and needs no flush for its names. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
