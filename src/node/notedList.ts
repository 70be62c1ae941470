import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { writeFileAtomic } from "./atomicFiles";
import { exists, readJson } from "./readFiles";

/** A short list in a JSON file, the newest first, of what can be found out again: what is damaged counts as missing. */
export interface NotedList<T extends K, K> {
  readonly file: string;
  readonly entry: v.GenericSchema<unknown, T>;
  /** Whether two are of one kind, of which only the newest is kept. */
  isLike(entry: T, kind: K): boolean;
}

const MAX_SIZE = 64 * 1024;
const KEPT = 32;

export async function readNoted<T extends K, K>(folder: string, list: NotedList<T, K>): Promise<T[]> {
  const file = join(folder, list.file);
  try {
    const value = (await exists(file)) ? (await readJson(file, MAX_SIZE)).value : [];
    return Array.isArray(value) ? value.flatMap((each) => toEntries(each, list.entry)) : [];
  } catch {
    return [];
  }
}

/** Throws what the file system throws. */
export async function note<T extends K, K>(folder: string, list: NotedList<T, K>, entry: T): Promise<void> {
  await write(folder, list, [entry, ...(await othersThan(folder, list, entry))]);
}

/** Throws what the file system throws. */
export async function forget<T extends K, K>(folder: string, list: NotedList<T, K>, kind: K): Promise<void> {
  await write(folder, list, await othersThan(folder, list, kind));
}

async function othersThan<T extends K, K>(folder: string, list: NotedList<T, K>, kind: K): Promise<T[]> {
  return (await readNoted(folder, list)).filter((other) => !list.isLike(other, kind));
}

async function write<T extends K, K>(
  folder: string,
  { file }: NotedList<T, K>,
  all: readonly T[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, file), JSON.stringify(all.slice(0, KEPT)));
}

/** None where the value is not understood. */
function toEntries<T>(value: unknown, schema: v.GenericSchema<unknown, T>): T[] {
  const { success, output } = v.safeParse(schema, value);
  return success ? [output] : [];
}
