import type { Evidence, Match } from "./evidence";
import { type Gap, matchingLeft, matchingRight } from "./gap";
import type { WordTable } from "./wordTable";

/** Token ids as narrow as the vocabulary allows. */
export type Tokens = Uint16Array | Uint32Array;

/**
 * The places of all remembered words, sorted into buckets by a hash of the two tokens before them, and again of the two
 * behind them.
 */
export interface Postings {
  /** Where each bucket begins among the places, and the end of the last. */
  readonly bounds: Uint32Array;
  /** The places of the buckets [from, to): positions of words' first tokens, ascending in each bucket. */
  places(from: number, to: number): Uint32Array;
}

/** Texts of some files, and where in them words stand by their neighbours. */
export interface MemorySegment {
  /** The files' ids one after the other, the separator before each and behind the last. */
  readonly tokens: Tokens;
  readonly files: readonly SegmentFile[];
  readonly byLeft: Postings;
  readonly byRight: Postings;
}

export interface SegmentFile {
  /** Absolute. */
  readonly path: string;
  /** Of its first token. */
  readonly start: number;
}

/** Words a bucket should hold, about. */
const BUCKET_SIZE = 8;
/** Places of one bucket that are looked at; of more, every second or third and so on, which then counts as often. */
const MAX_LOOKED_AT = 1024;

export function tokensOf(length: number, { vocabSize }: Pick<WordTable, "vocabSize">): Tokens {
  return vocabSize <= 1 << 16 ? new Uint16Array(length) : new Uint32Array(length);
}

/** Sorts the places of the words of `tokens`; time and memory are proportional to their number. */
export function createSegment(
  tokens: Tokens,
  files: readonly SegmentFile[],
  table: WordTable,
): MemorySegment {
  const starts = wordStarts(tokens, table);
  const bits = bucketBits(starts.length);
  const leftOf = (place: number) => bucketOf(tokens[place - 1], tokens[place - 2], bits);
  const rightOf = (place: number) => {
    const end = table.endOf(tokens, place);
    return bucketOf(tokens[end], tokens[end + 1], bits);
  };
  return { tokens, files, byLeft: sorted(starts, bits, leftOf), byRight: sorted(starts, bits, rightOf) };
}

function wordStarts(tokens: Tokens, table: WordTable): Uint32Array {
  const starts = new Uint32Array(tokens.length);
  let count = 0;
  for (let at = 0; at < tokens.length; ) {
    const end = table.endOf(tokens, at);
    if (table.isRemembered(tokens, at, end)) starts[count++] = at;
    at = end;
  }
  return starts.slice(0, count);
}

function bucketBits(words: number): number {
  return Math.max(1, Math.ceil(Math.log2(words / BUCKET_SIZE + 1)));
}

/** A counting sort. */
function sorted(starts: Uint32Array, bits: number, bucketAt: (place: number) => number): Postings {
  const bounds = new Uint32Array((1 << bits) + 1);
  const buckets = starts.map(bucketAt);
  for (const bucket of buckets) bounds[bucket + 1]++;
  for (let bucket = 0; bucket < 1 << bits; bucket++) bounds[bucket + 1] += bounds[bucket];
  const next = bounds.slice();
  const places = new Uint32Array(starts.length);
  for (let at = 0; at < starts.length; at++) places[next[buckets[at]]++] = starts[at];
  return { bounds, places: (from, to) => places.subarray(bounds[from], bounds[to]) };
}

function bucketOf(near: number, far: number, bits: number): number {
  return (Math.imul(Math.imul(near + 1, 0x9e3779b1) ^ (far + 1), 0x85ebca6b) >>> (32 - bits)) >>> 0;
}

/**
 * Adds the words of a segment that stood behind the same two tokens as the gap, or before the same two, to `evidence`,
 * those of hidden files left out.
 */
export function lookUp(
  segment: MemorySegment,
  gap: Gap,
  table: WordTable,
  isHidden: (file: number) => boolean,
  evidence: Evidence,
): void {
  const { tokens, byLeft, byRight } = segment;
  const count = (place: number, accepts: (match: Match) => boolean, times: number) => {
    const end = table.endOf(tokens, place);
    const match = { left: matchingLeft(tokens, place, gap), right: matchingRight(tokens, end, gap) };
    if (accepts(match) && !isHidden(fileAt(segment, place))) evidence.count(tokens, place, end, match, times);
  };
  if (gap.left.length >= 2)
    forEachPlace(byLeft, bucketOf(gap.left[0], gap.left[1], bitsOf(byLeft)), (place, times) =>
      count(place, ({ left }) => left >= 2, times),
    );
  if (gap.right.length >= 2)
    forEachPlace(byRight, bucketOf(gap.right[0], gap.right[1], bitsOf(byRight)), (place, times) =>
      count(place, ({ left, right }) => right >= 2 && left < 2, times),
    );
}

function bitsOf({ bounds }: Postings): number {
  return Math.log2(bounds.length - 1);
}

function forEachPlace(
  postings: Postings,
  bucket: number,
  visit: (place: number, times: number) => void,
): void {
  const places = postings.places(bucket, bucket + 1);
  const step = Math.ceil(places.length / MAX_LOOKED_AT);
  for (let at = 0; at < places.length; at += step) visit(places[at], step);
}

/** The number of the file in which a place lies. */
function fileAt({ files }: MemorySegment, place: number): number {
  let [low, high] = [0, files.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (files[middle].start <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
