import { renameSync, rmSync, writeFileSync } from "node:fs";
import type { Key } from "../../core/corpus/hashIndex";
import { encodeSegment, type Row, type RowKind } from "./segment";

/** Words of the body at which a segment is written out. */
const BODY_WORDS = 2 * 1024 * 1024;
const MAX_ROWS = 50_000;

/** Collects rows and records for one segment. */
export interface SegmentWriter {
  readonly isFull: boolean;
  readonly isEmpty: boolean;
  /** Bytes of the segment so far. */
  readonly size: number;
  addFile(file: Key, content: Key): void;
  /** `parts` are laid one behind the other, each from a whole word on. */
  addRecord(key: Key, kind: RowKind, parts: readonly Uint8Array[]): void;
  /** Writes the segment under `path`, by renaming, and begins the next one. Throws what the file system throws. */
  write(path: string): void;
}

export function segmentWriter(): SegmentWriter {
  let rows: Row[] = [];
  let body = new Uint32Array(BODY_WORDS);
  let used = 0;
  return {
    get isFull() {
      return used >= BODY_WORDS || rows.length >= MAX_ROWS;
    },
    get isEmpty() {
      return rows.length === 0;
    },
    get size() {
      return 4 * used + 20 * rows.length;
    },
    addFile(file, content) {
      rows.push({ key: file, kind: "file", first: content[0], second: content[1] });
    },
    addRecord(key, kind, parts) {
      const length = parts.reduce((sum, part) => sum + wholeWords(part.length), 0);
      if (used + length > body.length) body = extended(body, used, used + length);
      const last = parts[parts.length - 1];
      rows.push({ key, kind, first: used, second: 4 * length - (4 * wholeWords(last.length) - last.length) });
      for (const part of parts) {
        new Uint8Array(body.buffer).set(part, 4 * used);
        used += wholeWords(part.length);
      }
    },
    write(path) {
      const words = encodeSegment(rows, body.subarray(0, used));
      const temporary = `${path}.tmp`;
      try {
        writeFileSync(temporary, words);
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      rows = [];
      used = 0;
    },
  };
}

function wholeWords(bytes: number): number {
  return (bytes + 3) >> 2;
}

function extended(body: Uint32Array, used: number, words: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(words);
  larger.set(body.subarray(0, used));
  return larger;
}
