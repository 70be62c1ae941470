import { closeSync, openSync, readSync } from "node:fs";
import type { Key } from "../../core/corpus/hashIndex";

/*
 * A segment of the token cache, in unsigned 32-bit words of the machine's own byte order (another machine's fails the check
 * of the magic number):
 *
 *     magic, version, rows, words of the body, checksum of the body, checksum of the five words before and of the index
 *     index: rows of (key high, key low, kind, first, second)
 *     body: the records, each from a whole word on
 *
 * A row of kind "file" maps a file's state to the key of its content, (first, second). In the others first is the word of the
 * body at which the record begins and second its length in bytes.
 */

export type RowKind = "file" | "left-out" | "tokens16" | "tokens32";

const KINDS: readonly RowKind[] = ["file", "left-out", "tokens16", "tokens32"];

export interface Row {
  readonly key: Key;
  readonly kind: RowKind;
  readonly first: number;
  readonly second: number;
}

const MAGIC = 0x4d4c4d54;
const VERSION = 2;
const HEADER_WORDS = 6;
const ROW_WORDS = 5;
/** No segment is longer, so that a damaged header asks for no more memory than this. */
export const MAX_SEGMENT_BYTES = 64 * 1024 * 1024;

/** The words of a whole segment file. */
export function encodeSegment(rows: readonly Row[], body: Uint32Array): Uint32Array {
  const words = new Uint32Array(HEADER_WORDS + rows.length * ROW_WORDS + body.length);
  rows.forEach(({ key, kind, first, second }, i) => {
    words.set([...key, KINDS.indexOf(kind), first, second], HEADER_WORDS + i * ROW_WORDS);
  });
  words.set(body, HEADER_WORDS + rows.length * ROW_WORDS);
  words.set([MAGIC, VERSION, rows.length, body.length, checksum(body)]);
  words[HEADER_WORDS - 1] = headChecksum(words, rows.length);
  return words;
}

function headChecksum(words: Uint32Array, rows: number): number {
  const index = words.subarray(HEADER_WORDS, HEADER_WORDS + rows * ROW_WORDS);
  return checksum(index, checksum(words.subarray(0, HEADER_WORDS - 1)));
}

/** The index of a segment file; undefined when it is not whole, not ours, or damaged. */
export function readIndex(path: string): SegmentIndex | undefined {
  const header = readWords(path, 0, HEADER_WORDS);
  if (header === undefined) return undefined;
  const [magic, version, rows, bodyWords, bodyChecksum] = header;
  const words = HEADER_WORDS + rows * ROW_WORDS;
  if (magic !== MAGIC || version !== VERSION || 4 * (words + bodyWords) > MAX_SEGMENT_BYTES) return undefined;
  const head = readWords(path, 0, words);
  if (head === undefined || head[HEADER_WORDS - 1] !== headChecksum(head, rows)) return undefined;
  return { path, rows, words: head.subarray(HEADER_WORDS), bodyWords, bodyChecksum };
}

export interface SegmentIndex {
  readonly path: string;
  readonly rows: number;
  readonly words: Uint32Array;
  readonly bodyWords: number;
  readonly bodyChecksum: number;
}

export function rowAt({ words }: SegmentIndex, row: number): Row {
  const at = row * ROW_WORDS;
  return {
    key: [words[at], words[at + 1]],
    kind: KINDS[words[at + 2]],
    first: words[at + 3],
    second: words[at + 4],
  };
}

/** The body of a segment; undefined when it is damaged or the file is gone. */
export function readBody({ path, rows, bodyWords, bodyChecksum }: SegmentIndex): Uint32Array | undefined {
  const body = readWords(path, HEADER_WORDS + rows * ROW_WORDS, bodyWords);
  return body !== undefined && checksum(body) === bodyChecksum ? body : undefined;
}

function readWords(path: string, from: number, count: number): Uint32Array | undefined {
  const words = new Uint32Array(count);
  try {
    const file = openSync(path, "r");
    try {
      return readSync(file, words, 0, words.byteLength, 4 * from) === words.byteLength ? words : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** FNV-1a over 32-bit words: it is to notice damage, not malice. */
function checksum(words: Uint32Array, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < words.length; i++) {
    hash = Math.imul(hash ^ words[i], 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
