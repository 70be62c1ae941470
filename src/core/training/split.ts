import { seedWords } from "../random";
import type { Sequences } from "./sequences";
import type { TokenizedFile, TokenizedFiles } from "./tokenizedFiles";

export interface SplitOptions {
  /** The share of tokens to hold out. */
  readonly validationSplit: number;
  readonly maxSeqLength: number;
  readonly seed: number;
}

export interface Split {
  readonly train: Sequences;
  readonly validation: Sequences;
  /** The held-out files' paths; empty where a single file had to be cut in two. */
  readonly heldOutFiles: readonly string[];
}

/** A held-out set may be larger than asked for by this factor. */
const SLACK = 1.5;

/**
 * Holds out whole files, chosen by a hash of their path from the folder that is read, so that a file keeps its side when others come and
 * go, and when the folder lies elsewhere.
 * A single file is cut in two: its end is held out.
 */
export function splitByFile(
  corpus: TokenizedFiles,
  options: SplitOptions,
  heldOut = heldOutFiles(corpus, options),
): Split {
  const { maxSeqLength } = options;
  if (heldOut.size === 0) return splitSequences(corpus, options);
  const rest = corpus.files.filter(({ path }) => !heldOut.has(path));
  const held = corpus.files.filter(({ path }) => heldOut.has(path));
  return {
    train: corpus.sequences(rest, maxSeqLength),
    validation: corpus.sequences(held, maxSeqLength),
    heldOutFiles: held.map(({ path }) => path),
  };
}

/** The paths of the files to hold out; none where a single file is cut in two, or nothing is held out. */
export function heldOutFiles(
  { files, tokens }: TokenizedFiles,
  { validationSplit, seed }: SplitOptions,
): ReadonlySet<string> {
  if (files.length < 2 || validationSplit === 0) return new Set();
  const chosen = chooseHeldOut(files, tokens * validationSplit, seed);
  return new Set([...chosen].map(({ path }) => path));
}

function splitSequences(corpus: TokenizedFiles, { maxSeqLength, validationSplit }: SplitOptions): Split {
  const sequences = corpus.sequences(corpus.files, maxSeqLength);
  const wanted = Math.round(sequences.count * validationSplit);
  const held = sequences.count < 2 || validationSplit === 0 ? 0 : Math.max(1, wanted);
  return {
    train: sequences.slice(0, sequences.count - held),
    validation: sequences.slice(sequences.count - held, sequences.count),
    heldOutFiles: [],
  };
}

function chooseHeldOut(files: readonly TokenizedFile[], target: number, seed: number): Set<TokenizedFile> {
  const order = files
    .map((file) => ({ file, rank: pathRank(file.name, seed) }))
    .sort((a, b) => a.rank - b.rank);
  const heldOut = new Set<TokenizedFile>();
  let tokens = 0;
  for (const { file } of order) {
    if (tokens + file.tokens > target * SLACK) continue;
    heldOut.add(file);
    tokens += file.tokens;
    if (tokens >= target) break;
  }
  return heldOut.size > 0 ? heldOut : new Set([smallest(order.map(({ file }) => file))]);
}

const smallest = (files: readonly TokenizedFile[]): TokenizedFile =>
  files.reduce((best, file) => (file.tokens < best.tokens ? file : best));

/** A number in [0, 2^32) that depends on a path and a seed: FNV-1a over its UTF-16 units, then mixed. */
export function pathRank(path: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  return seedWords(hash >>> 0, 1)[0];
}
