import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { errorCode } from "./ioFault";
import { beginningOf, isAlive } from "./processes";

/** "tmp" is being written, "old" was moved aside for its replacement. */
export type LeftoverKind = "tmp" | "old";

export interface Leftover {
  readonly path: string;
  /** What was or is being written. */
  readonly target: string;
  readonly kind: LeftoverKind;
  /** Whether the process that made it may still be at work on it. */
  readonly inUse: boolean;
}

/** Tells this process from an earlier one that had the same id. */
const processTag = tagOf(process.pid) ?? randomBytes(4).toString("hex");

/** Undefined where the system does not say when a process began. */
function tagOf(processId: number): string | undefined {
  const began = beginningOf(processId);
  return began && createHash("sha256").update(began).digest("hex").slice(0, 8);
}

/** A new hidden name beside `path`, on the same file system: `.<name>.<kind>-<process id>-<tag>-<random>`. */
export function siblingPath(path: string, kind: LeftoverKind): string {
  const unique = `${process.pid}-${processTag}-${randomBytes(4).toString("hex")}`;
  const absolute = resolve(path);
  return join(dirname(absolute), `.${basename(absolute)}.${kind}-${unique}`);
}

const LEFTOVER = /^\.(.+)\.(tmp|old)-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}$/;

/** Whether a file or folder of this name is one that a writer left half done, or is at work on. */
export function isLeftoverName(name: string): boolean {
  return LEFTOVER.test(name);
}

/** What writers of `path` left beside it, or are working on. */
export async function leftoversOf(path: string): Promise<Leftover[]> {
  const target = resolve(path);
  return (await leftoversIn(dirname(target))).filter((leftover) => leftover.target === target);
}

/** What writers of anything in `folder` left there, or are working on. */
export async function leftoversIn(folder: string): Promise<Leftover[]> {
  return (await readFolderIfThere(resolve(folder))).flatMap((entry) => {
    const match = LEFTOVER.exec(entry);
    if (!match) return [];
    const [, name, kind, processId, tag] = match;
    const inUse = isAtWork(Number(processId), tag);
    const place = { path: join(resolve(folder), entry), target: join(resolve(folder), name) };
    return [{ ...place, kind: kind as LeftoverKind, inUse }];
  });
}

async function readFolderIfThere(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

function isAtWork(processId: number, tag: string): boolean {
  if (processId === process.pid) return tag === processTag;
  return isAlive(processId) && [tag, undefined].includes(tagOf(processId));
}
