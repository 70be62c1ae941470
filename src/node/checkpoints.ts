import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { Fault } from "../core/errors";
import { readSafetensors } from "../core/formats/safetensors";
import { writeSafetensors } from "../core/formats/writeSafetensors";
import { count } from "../core/json/schemas";
import { sentence } from "../core/sentence";
import type { Tensor } from "../core/tensor";
import type { Region, TrainingState } from "../core/training/trainingState";
import { type FileContent, removeFolderAtomic, tidyFolder, writeFolderAtomic } from "./atomicFiles";
import { errorCode, ioFault } from "./ioFault";
import { readJson, withFileSource } from "./readFiles";

/** What a run needs to continue to the same bits; each step makes the gradients again. */
const REGIONS: readonly Region[] = ["parameters", "means", "squares"];
const RECORD = "record.json";
/** Written last: the size and the hash of every other file. */
const MARKER = "complete.json";
const NAME = /^checkpoint-(\d{6,12})$/;
const MAX_JSON = 64 * 1024 ** 2;

/** Checkpoints kept: where the newest turns out to be damaged, the one before it serves. */
const KEPT = 2;

/** What a checkpoint holds besides the numbers; plain data. */
export interface LoadedCheckpoint {
  readonly name: string;
  readonly record: unknown;
}

/** The path of a checkpoint's record, which can be read without loading the numbers. */
export function recordFile(folder: string, name: string): string {
  return join(folder, name, RECORD);
}

/** The names of a run's checkpoints, the newest first; whether they are whole is not known yet. */
export async function checkpointNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder))
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw ioFault("read", folder, error);
  }
}

/**
 * Writes parameters, moments and `record` as the newest checkpoint in a run's folder, whole or not at all, and then
 * deletes all but the two newest. Throws a Fault `io`, or `non-finite` where a number is no finite one.
 */
export async function writeCheckpoint(folder: string, state: TrainingState, record: object): Promise<void> {
  const [newest] = await checkpointNames(folder);
  const number = 1 + Number(newest === undefined ? 0 : NAME.exec(newest)?.[1]);
  const name = `checkpoint-${String(number).padStart(6, "0")}`;
  await writeFolderAtomic(join(folder, name), checkpointFiles(state, record));
  const outdated = (await checkpointNames(folder)).slice(KEPT);
  for (const old of outdated) await removeFolderAtomic(join(folder, old));
}

/**
 * Loads the newest whole checkpoint into `state`. A damaged one is reported to `warn`, and the one before it is used.
 * Undefined where there is none.
 */
export async function readCheckpoint(
  folder: string,
  state: TrainingState,
  warn: (sentence: string) => void,
): Promise<LoadedCheckpoint | undefined> {
  await tidyFolder(folder);
  for (const name of await checkpointNames(folder)) {
    try {
      return { name, record: await loadCheckpoint(join(folder, name), state) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      warn(`${error.message} An earlier checkpoint is used.`);
    }
  }
  return undefined;
}

/** Deletes the newest of several checkpoints. */
export async function dropNewestCheckpoint(folder: string): Promise<void> {
  const [newest, ...older] = await checkpointNames(folder);
  if (newest !== undefined && older.length > 0) await removeFolderAtomic(join(folder, newest));
}

function checkpointFiles(state: TrainingState, record: object): Map<string, FileContent> {
  const files = new Map<string, FileContent>();
  const marks: Record<string, Mark> = {};
  const add = (name: string, content: Iterable<Uint8Array>) =>
    files.set(
      name,
      marked(content, (mark) => (marks[name] = mark)),
    );
  for (const region of REGIONS) add(fileOf(region), writeSafetensors(state.tensors(region)));
  add(RECORD, [new TextEncoder().encode(JSON.stringify(record))]);
  files.set(MARKER, markerText(marks));
  return files;
}

/** The text of the marker, asked for when all other files are written. */
function* markerText(marks: Readonly<Record<string, Mark>>): Generator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify({ version: 1, files: marks }));
}

const mark = v.object({ bytes: count, sha256: v.string() });
type Mark = v.InferOutput<typeof mark>;

const MARKS = v.object({
  version: v.literal(1),
  files: v.object(Object.fromEntries([...REGIONS.map(fileOf), RECORD].map((name) => [name, mark]))),
});

/** Passes the chunks on, and reports their size and hash at the end. */
function* marked(content: Iterable<Uint8Array>, onEnd: (mark: Mark) => void): Generator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    yield chunk;
  }
  onEnd({ bytes, sha256: hash.digest("hex") });
}

function fileOf(region: Region): string {
  return `${region}.safetensors`;
}

/** Fills the state; returns the record. Throws a Fault where a file is not, to the bit, what was written. */
async function loadCheckpoint(folder: string, state: TrainingState): Promise<unknown> {
  const marks = await readMarker(folder);
  for (const [name, mark] of Object.entries(marks)) await checkFile(folder, name, mark);
  const { value: record } = await readJson(join(folder, RECORD), MAX_JSON);
  for (const region of REGIONS) {
    const values = await withFileSource(join(folder, fileOf(region)), readSafetensors);
    checkShapes(folder, region, values, state);
    state.load(region, values);
  }
  return record;
}

async function readMarker(folder: string): Promise<Record<string, Mark>> {
  const { value } = await readJson(join(folder, MARKER), MAX_JSON);
  const { success, output } = v.safeParse(MARKS, value);
  if (!success) throw damaged(folder, MARKER);
  return output.files;
}

async function checkFile(folder: string, name: string, { bytes, sha256 }: Mark): Promise<void> {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size !== bytes || (await hashFile(path)) !== sha256) throw damaged(folder, name);
  } catch (error) {
    throw ioFault("read", path, error);
  }
}

/** The SHA-256 of a file, which is never held in memory as a whole. */
async function hashFile(path: string): Promise<string> {
  const hash: Hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

function checkShapes(
  folder: string,
  region: Region,
  values: ReadonlyMap<string, Tensor>,
  { slots }: TrainingState,
): void {
  const fits = slots.every(({ name, shape }) => values.get(name)?.shape.join() === shape.join());
  if (!fits || values.size !== slots.length) {
    throw new Fault(
      "bad-model",
      sentence`The checkpoint ${folder} is one of another model: see ${fileOf(region)}.`,
    );
  }
}

function damaged(folder: string, file: string): Fault {
  return new Fault(
    "bad-model",
    sentence`The checkpoint ${folder} is damaged: ${file} is not what was written.`,
  );
}
