import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { hashIndex, type Key } from "../../core/corpus/hashIndex";
import { JUDGE_VERSION } from "../../core/corpus/judge";
import { listSegments, makeRoom, remove, removeAbandoned, touch } from "./cacheFolder";
import { readBody, readIndex, rowAt, type SegmentIndex } from "./segment";
import { type SegmentWriter, segmentWriter } from "./segmentWriter";
import { decodeRecord, encodeRecord, type TokenJudgement } from "./tokenRecord";
import { hashKey } from "./visit";

/**
 * What is known of files and contents from earlier runs. Many processes may use one folder: each adds files of its own, whole
 * by renaming, and one that is damaged or was deleted meanwhile counts as never written. Nothing here throws:
 * without the cache a run is slower and no different.
 */
export interface TokenCache {
  /** The content that a file had in this state. */
  contentOf(file: Key): Key | undefined;
  judgementOf(content: Key): TokenJudgement | undefined;
  rememberFile(file: Key, content: Key): void;
  remember(content: Key, judgement: TokenJudgement): void;
  /** Writes what is new. */
  close(): void;
}

export interface TokenCacheOptions {
  readonly folder: string;
  /** Of the tokenizer: its vocabulary and all that decides on its tokens. */
  readonly fingerprint: string;
  /** Bytes on disk, of all tokenizers together; what was not used for longest is deleted first. */
  readonly maxSize: number;
}

/** Knows nothing and keeps nothing. */
export const NO_CACHE: TokenCache = {
  contentOf: () => undefined,
  judgementOf: () => undefined,
  rememberFile() {},
  remember() {},
  close() {},
};

/** Row numbers that one segment has in the combined index. */
const ROWS = 65536;
/** Bodies in memory: the walk's order is the order in which they were written, so few are in use at a time. */
const OPEN_BODIES = 3;
/** Bytes. Segments below this are put together once there are many. */
const SMALL = 1024 * 1024;
const MANY_SMALL = 32;

/** Runs an addition to the segment that is being written, as long as segments can be written. */
type AddTo = (addition: (writer: SegmentWriter) => void) => void;

export function openTokenCache({ folder, fingerprint, maxSize }: TokenCacheOptions): TokenCache {
  const prefix = hashKey(`${JUDGE_VERSION}\n${fingerprint}`).map(hex).join("");
  removeAbandoned(folder);
  const reader = segmentReader(folder, prefix);
  const writer = segmentWriter();
  const written = new Set<string>();
  let writable = true;

  const flush = () => {
    if (!writable || writer.isEmpty) return;
    const path = join(folder, `${prefix}-${randomBytes(8).toString("hex")}.tokens`);
    writable =
      makeRoom(folder, new Set([...reader.used, ...written]), maxSize - writer.size) &&
      tryWrite(writer, path);
    written.add(path);
  };
  const add: AddTo = (addition) => {
    if (!writable) return;
    addition(writer);
    if (writer.isFull) flush();
  };

  return {
    contentOf: reader.contentOf,
    judgementOf: reader.judgementOf,
    rememberFile: (file, content) => add((to) => to.addFile(file, content)),
    remember: (content, judgement) => add((to) => to.addRecord(content, ...encodeRecord(judgement))),
    close() {
      const merged = addSmallAgain(folder, prefix, add);
      flush();
      if (writable) for (const path of merged) remove(path);
      for (const path of reader.used) touch(path);
    },
  };
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

function tryWrite(writer: SegmentWriter, path: string): boolean {
  try {
    writer.write(path);
    return true;
  } catch {
    return false;
  }
}

function segmentReader(folder: string, prefix: string) {
  const segments = openSegments(folder, prefix);
  const index = hashIndex();
  segments.forEach((segment, number) => {
    for (let row = 0; row < segment.rows; row++) index.set(rowAt(segment, row).key, number * ROWS + row);
  });
  const bodyOf = bodyReader();
  const used = new Set<string>();
  const find = (key: Key) => {
    const at = index.get(key);
    if (at === undefined) return undefined;
    const segment = segments[Math.floor(at / ROWS)];
    used.add(segment.path);
    return { segment, row: rowAt(segment, at % ROWS) };
  };
  return {
    /** Paths of the segments in which something was found. */
    used,
    contentOf(file: Key): Key | undefined {
      const found = find(file);
      return found?.row.kind === "file" ? [found.row.first, found.row.second] : undefined;
    },
    judgementOf(content: Key): TokenJudgement | undefined {
      const found = find(content);
      if (found === undefined || found.row.kind === "file") return undefined;
      const body = bodyOf(found.segment);
      return body && decodeRecord(body, found.row);
    },
  };
}

function openSegments(folder: string, prefix: string): SegmentIndex[] {
  return listSegments(folder)
    .filter(({ name }) => name.startsWith(prefix))
    .sort((a, b) => a.lastUsed - b.lastUsed)
    .flatMap(({ path }) => readIndex(path) ?? discard(path));
}

function discard(path: string): [] {
  remove(path);
  return [];
}

/** Reads bodies and holds the last few; a damaged one is deleted and from then on empty. */
function bodyReader() {
  const bodies = new Map<string, Uint32Array | undefined>();
  return (segment: SegmentIndex): Uint32Array | undefined => {
    const { path } = segment;
    if (bodies.has(path)) return bodies.get(path);
    const body = readBody(segment);
    if (body === undefined) remove(path);
    if (bodies.size >= OPEN_BODIES) bodies.delete(bodies.keys().next().value as string);
    bodies.set(path, body);
    return body;
  };
}

/** Adds all of the small segments again, once there are many; returns their paths, to be deleted once that is written. */
function addSmallAgain(folder: string, prefix: string, add: AddTo): string[] {
  const small = listSegments(folder).filter(({ name, size }) => name.startsWith(prefix) && size < SMALL);
  if (small.length < MANY_SMALL) return [];
  for (const { path } of small) addSegment(path, add);
  return small.map(({ path }) => path);
}

function addSegment(path: string, add: AddTo): void {
  const segment = readIndex(path);
  const body = segment && readBody(segment);
  if (segment === undefined || body === undefined) return;
  for (let i = 0; i < segment.rows; i++) {
    const { key, kind, first, second } = rowAt(segment, i);
    if (kind === "file") add((writer) => writer.addFile(key, [first, second]));
    else add((writer) => writer.addRecord(key, kind, [recordBytes(body, first, second)]));
  }
}

function recordBytes(body: Uint32Array, first: number, second: number): Uint8Array {
  return new Uint8Array(body.buffer, body.byteOffset + 4 * first, second);
}
