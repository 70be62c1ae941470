import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { MemorySegment, Postings, SegmentFile, Tokens } from "../core/memory/segment";
import { yieldToEventLoop } from "../core/yieldToEventLoop";
import { writeFileAtomic } from "./atomicFiles";

/*
 * A memory on disk, in unsigned 32-bit words of the machine's own byte order (another machine's fails the check of the magic
 * number):
 *
 *     magic, version, bytes of the description, tokens, bytes of a token, buckets, words, checksum of all the rest
 *     the description: JSON with the fingerprint of the tokenizer, and the files' paths and starts
 *     the tokens
 *     the bounds of the buckets by the left neighbours, and by the right ones
 *     the places of the words by the left neighbours, and by the right ones
 *
 * Each part begins with a whole word. The places stay on disk and are read bucket by bucket.
 */

const MAGIC = 0x4d4c4d57;
const VERSION = 1;
const HEADER_WORDS = 8;
/** No memory has more of these, so that a damaged header asks for no more room than this. */
const MAX_DESCRIPTION_BYTES = 256 * 1024 * 1024;
const MAX_TOKENS = 64 * 1024 * 1024;

interface Description {
  readonly fingerprint: string;
  readonly files: readonly SegmentFile[];
}

interface Header {
  readonly descriptionBytes: number;
  readonly tokens: number;
  readonly tokenBytes: 2 | 4;
  readonly buckets: number;
  readonly words: number;
  readonly checksum: number;
}

/** A memory that is read from its file as long as it is open. */
export interface OpenMemory {
  readonly segment: MemorySegment;
  close(): void;
}

/** Writes the file, unless it holds the same already. Throws an `io` Fault. */
export async function writeMemoryFile(
  path: string,
  segment: MemorySegment,
  fingerprint: string,
): Promise<void> {
  const { tokens, files, byLeft, byRight } = segment;
  const buckets = byLeft.bounds.length - 1;
  const description = new TextEncoder().encode(JSON.stringify({ fingerprint, files }));
  const [left, right] = [byLeft.places(0, buckets), byRight.places(0, buckets)];
  const parts = [description, tokens, byLeft.bounds, byRight.bounds, left, right].map(padded);
  const checksum = parts.reduce((hash, part) => mix(hash, part), SEED);
  const head = [description.length, tokens.length, tokens.BYTES_PER_ELEMENT, buckets, left.length, checksum];
  const header = Uint32Array.of(MAGIC, VERSION, ...head);
  if (headerOf(path)?.checksum === checksum) return;
  await writeFileAtomic(path, [header, ...parts].map(bytesOf));
}

/** Opens a memory of the tokenizer with this fingerprint; undefined where there is none, or it is damaged. */
export async function openMemoryFile(path: string, fingerprint: string): Promise<OpenMemory | undefined> {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const segment = await readSegment(file, fingerprint);
    if (segment === undefined) closeSync(file);
    else return { segment, close: () => closeSync(file!) };
  } catch {
    if (file !== undefined) closeSync(file);
  }
  return undefined;
}

function headerOf(path: string): Header | undefined {
  try {
    const file = openSync(path, "r");
    try {
      return readHeader(file);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Undefined where the sizes in it are not the file's. */
function readHeader(file: number): Header | undefined {
  const header = readWords(file, 0, HEADER_WORDS);
  const [magic, version, descriptionBytes, tokens, tokenBytes, buckets, words, checksum] = header;
  if (magic !== MAGIC || version !== VERSION || (tokenBytes !== 2 && tokenBytes !== 4)) return undefined;
  if (descriptionBytes > MAX_DESCRIPTION_BYTES || tokens > MAX_TOKENS || words > tokens) return undefined;
  const size = HEADER_WORDS + wordsOf(descriptionBytes) + wordsOf(tokens * tokenBytes);
  const isPowerOfTwo = buckets > 0 && (buckets & (buckets - 1)) === 0;
  if (!isPowerOfTwo || 4 * (size + 2 * (buckets + 1) + 2 * words) !== fstatSync(file).size) return undefined;
  return { descriptionBytes, tokens, tokenBytes, buckets, words, checksum };
}

async function readSegment(file: number, fingerprint: string): Promise<MemorySegment | undefined> {
  const header = readHeader(file);
  if (header === undefined || !(await isWhole(file, header.checksum))) return undefined;
  let at = HEADER_WORDS;
  const next = (words: number) => {
    at += words;
    return readWords(file, at - words, words);
  };
  const description = next(wordsOf(header.descriptionBytes));
  const text = new TextDecoder().decode(new Uint8Array(description.buffer, 0, header.descriptionBytes));
  const { fingerprint: own, files } = JSON.parse(text) as Description;
  if (own !== fingerprint) return undefined;
  const stored = next(wordsOf(header.tokens * header.tokenBytes)).buffer;
  const tokens: Tokens =
    header.tokenBytes === 2
      ? new Uint16Array(stored, 0, header.tokens)
      : new Uint32Array(stored, 0, header.tokens);
  const [left, right] = [next(header.buckets + 1), next(header.buckets + 1)];
  const postings = (bounds: Uint32Array, start: number): Postings => ({
    bounds,
    places: (from, to) => readWords(file, start + bounds[from], bounds[to] - bounds[from]),
  });
  return { tokens, files, byLeft: postings(left, at), byRight: postings(right, at + header.words) };
}

/** Words that are checked at a time, a few milliseconds' worth. */
const SLICE_WORDS = 1024 * 1024;

async function isWhole(file: number, checksum: number): Promise<boolean> {
  const end = fstatSync(file).size / 4;
  let hash = SEED;
  for (let at = HEADER_WORDS; at < end; at += SLICE_WORDS) {
    hash = mix(hash, readWords(file, at, Math.min(SLICE_WORDS, end - at)));
    await yieldToEventLoop();
  }
  return hash === checksum;
}

/** Throws where the file ends before. */
function readWords(file: number, from: number, count: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(count);
  if (readSync(file, words, 0, words.byteLength, 4 * from) !== words.byteLength)
    throw new Error("The file of the memory ends early.");
  return words;
}

function wordsOf(bytes: number): number {
  return (bytes + 3) >> 2;
}

/** As whole words, the last filled up with zeros. */
function padded(part: Uint8Array | Tokens): Uint32Array {
  if (part.byteLength % 4 === 0 && part.byteOffset % 4 === 0)
    return new Uint32Array(part.buffer, part.byteOffset, part.byteLength / 4);
  const words = new Uint32Array(wordsOf(part.byteLength));
  new Uint8Array(words.buffer).set(bytesOf(part));
  return words;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Tokens): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

const SEED = 0x811c9dc5;

/** FNV-1a over 32-bit words: it is to notice damage, not malice. */
function mix(seed: number, words: Uint32Array): number {
  let hash = seed;
  for (let at = 0; at < words.length; at++) {
    hash = Math.imul(hash ^ words[at], 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
