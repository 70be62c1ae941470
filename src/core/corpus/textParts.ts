import { textHash } from "./textHash";

/** Where a part of a text lies in it, in UTF-16 units; the end is exclusive. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
}

/** A longer line is cut at spaces, in UTF-16 units. */
const LONGEST_LINE = 200;
const PIECE = new RegExp(String.raw`[^\n]{0,${LONGEST_LINE}}(?:\n|\s+|$)|[^\n\s]+\s*`, "gy");
/** A part may be longer than asked for by this factor. */
const SLACK = 2;

/**
 * Cuts a text at the beginnings of lines into parts of about `length` UTF-16 units. Where it is cut depends on the lines
 * nearby alone (content-defined chunking by local minima of a hash: Bjørner, Blass and Gurevich, 2010), so that a change
 * moves no part but its own.
 */
export function textParts(text: string, length: number): TextPart[] {
  const starts = pieceStarts(text);
  const reach = reachFor(length, text.length / Math.max(1, starts.length));
  const hashes = starts.map((start, at) => textHash(text.slice(start, starts[at + 1]).trim()));
  const cuts = starts.filter((_, at) => at === 0 || isLocalMinimum(hashes, at, reach));
  return cuts.flatMap((start, at) => {
    const end = cuts[at + 1] ?? text.length;
    return halved({ start, end }, starts, SLACK * length);
  });
}

function pieceStarts(text: string): number[] {
  return Array.from(text.matchAll(PIECE), ({ index }) => index).filter((start) => start < text.length);
}

/** Pieces on each side among which a beginning of a part is the least: a power of two, so that it seldom changes. */
function reachFor(length: number, pieceLength: number): number {
  return 2 ** Math.max(0, Math.round(Math.log2(length / pieceLength / 2)));
}

function isLocalMinimum(hashes: readonly number[], at: number, reach: number): boolean {
  for (let near = Math.max(0, at - reach); near <= Math.min(hashes.length - 1, at + reach); near++) {
    if (hashes[near] < hashes[at] || (near < at && hashes[near] === hashes[at])) return false;
  }
  return true;
}

/** A part in two, and these again, as long as one is longer than `longest` and can be cut. */
function halved(part: TextPart, starts: readonly number[], longest: number): TextPart[] {
  const { start, end } = part;
  if (end - start <= longest) return [part];
  const middle = (start + end) / 2;
  const cut = starts.findLast((at) => at > start && at <= middle) ?? starts.find((at) => at > middle);
  if (cut === undefined || cut >= end) return [part];
  return [...halved({ start, end: cut }, starts, longest), ...halved({ start: cut, end }, starts, longest)];
}
