import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Fault } from "../core/errors";
import { type Sentence, sentence } from "../core/sentence";
import { errorCode, ioFault } from "./ioFault";
import { leftoversOf, siblingPath } from "./leftovers";
import { beginningOf, DEAD, isAlive } from "./processes";

/** Who holds a lock, as its file says. */
interface Holder {
  readonly processId: number;
  /** When the process began, where the system says; with the id it identifies a process uniquely. */
  readonly began: string | undefined;
  /** Unlike any other. */
  readonly tag: string;
}

/** Others who found the same stale lock have noticed by then that it is one no more. */
const SETTLE_MS = 50;
const HEARTBEAT_MS = 15_000;
/** A lock that was not touched for this long may belong to a dead process whose id was reused. */
const STALE_MS = 10 * 60_000;

export interface LockOptions {
  /** Milliseconds between two signs of life. */
  readonly heartbeatMs?: number;
  /** See `processes.ts`; a test may stand in for a system that does not say. */
  beginningOf?(processId: number): string | undefined;
}

/**
 * Runs `work` while no other process holds the lock of this file; a lock that a killed process left is taken over.
 * Throws a Fault `bad-option` that begins with `busy` when another process is at work.
 */
export async function withLock<T>(
  path: string,
  busy: Sentence | string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const system = { heartbeatMs: HEARTBEAT_MS, beginningOf, ...options };
  const holder = await acquire(path, busy, system);
  const heartbeat = setInterval(() => void touch(path), system.heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await release(path, holder);
  }
}

/** Whether a process that lives holds the lock of this file. */
export async function isLocked(path: string, options: LockOptions = {}): Promise<boolean> {
  const system = { heartbeatMs: HEARTBEAT_MS, beginningOf, ...options };
  const holder = await read(path);
  return holder !== undefined && (await livingHolder(path, holder, system)) !== undefined;
}

async function acquire(
  path: string,
  busy: Sentence | string,
  system: Required<LockOptions>,
): Promise<string> {
  const holder = describeSelf(system);
  try {
    await mkdir(dirname(path), { recursive: true });
    for (const leftover of await leftoversOf(path))
      if (!leftover.inUse) await rm(leftover.path, { force: true });
    for (let attempts = 0; attempts < 10; attempts++) {
      if (await tryCreate(path, holder)) await setTimeout(SETTLE_MS);
      const other = await read(path);
      if (other === holder) return holder;
      if (other === undefined) continue;
      const alive = await livingHolder(path, other, system);
      if (alive !== undefined) throw new Fault("bad-option", sentence`${busy} (process ${String(alive)}).`);
      await removeStale(path, other);
    }
  } catch (error) {
    throw ioFault("write", path, error);
  }
  throw new Fault("bad-option", sentence`${busy}.`);
}

/** A file that is there is there with its content: it is written under another name, and linked. */
async function tryCreate(path: string, content: string): Promise<boolean> {
  const own = siblingPath(path, "tmp");
  try {
    await writeFile(own, content, { flag: "wx" });
    await link(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    // a file system without links: the content may be missing for a moment, which readers take for a lock in use
    if (isWithoutLinks(error)) return createDirectly(path, content);
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

const isWithoutLinks = (error: unknown): boolean =>
  ["ENOTSUP", "EOPNOTSUPP", "EPERM", "ENOSYS", "EMLINK"].includes(errorCode(error) ?? "");

async function createDirectly(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** The id of the process that holds the lock; undefined when it is gone. */
async function livingHolder(
  path: string,
  content: string,
  { beginningOf, heartbeatMs }: Required<LockOptions>,
): Promise<number | undefined> {
  const holder = parse(content);
  if (holder === undefined || !isAlive(holder.processId)) return undefined;
  const began = beginningOf(holder.processId);
  if (began === DEAD) return undefined;
  if (began !== undefined && holder.began !== undefined) {
    return began === holder.began ? holder.processId : undefined;
  }
  const touched = await touchedAt(path);
  if (touched === undefined) return undefined;
  if (Math.abs(Date.now() - touched) < STALE_MS) return holder.processId;
  await setTimeout(2 * heartbeatMs); // the clock may have jumped, or the machine slept: a living holder touches it again
  const later = await touchedAt(path);
  return later === undefined || later === touched ? undefined : holder.processId;
}

/** Milliseconds since 1970; undefined where the lock is gone. */
async function touchedAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}

function parse(content: string): Holder | undefined {
  try {
    const value = JSON.parse(content) as Holder;
    return Number.isSafeInteger(value.processId) && value.processId > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Only one of those who found the same stale lock gets it away; a new lock that it got instead is put back. */
async function removeStale(path: string, content: string): Promise<void> {
  const aside = siblingPath(path, "tmp");
  if ((await read(path)) !== content) return;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  if ((await read(aside)) !== content) await link(aside, path).catch(() => undefined);
  await unlink(aside);
}

async function release(path: string, holder: string): Promise<void> {
  if ((await read(path).catch(() => undefined)) === holder) await rm(path, { force: true });
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

function describeSelf({ beginningOf }: Required<LockOptions>): string {
  const tag = randomBytes(8).toString("hex");
  return JSON.stringify({ processId: process.pid, began: beginningOf(process.pid), tag });
}
