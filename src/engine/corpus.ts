import type { CorpusOptions } from "../core/corpus/options";
import type { LeftOut, LeftOutReason } from "../core/corpus/verdict";
import { Fault } from "../core/errors";
import { IdBuffer } from "../core/tokenizer/idBuffer";
import type { WordPieceTokenizer } from "../core/tokenizer/tokenizer";
import { scanCorpus } from "../node/corpus/scan";
import { type Encoder, tokenizeCorpus } from "../node/corpus/tokenize";
import { tokenizerFingerprint } from "../node/corpus/tokenizerFingerprint";
import type { CorpusEntry } from "../node/corpus/visit";

/** Where the tokens of earlier runs are kept. */
export interface TokenCacheLimits {
  /** Absolute; it need not exist, and one that cannot be written only costs time. */
  readonly folder: string;
  /** Bytes on disk. */
  readonly maxSize: number;
}

/** Bytes: about 500 million tokens. */
export const MAX_TOKEN_CACHE_SIZE = 1024 ** 3;

/** What is to be read. */
export interface CorpusSource {
  readonly folders: readonly string[];
  readonly corpus: CorpusOptions;
  /** Without it every file is read and tokenised. */
  readonly tokenCache?: TokenCacheLimits | undefined;
}

/** What reading a corpus found. */
export interface CorpusSummary {
  files: number;
  /** UTF-16 units of text. */
  characters: number;
  /** How many entries each reason left out. */
  readonly leftOut: Map<LeftOutReason, number>;
}

/** Where a file lies. */
export interface FilePlace {
  /** Absolute. */
  readonly path: string;
  /** From the folder that is read, with `/`. */
  readonly relativePath: string;
}

/** Calls `onText` with each file's text. Throws a Fault "no-text" when there is none. */
export function readCorpus(
  { folders, corpus }: CorpusSource,
  onText: (place: FilePlace, text: string) => void,
  signal: AbortSignal,
): Promise<CorpusSummary> {
  return read(folders, scanCorpus(folders, corpus, signal), (place, { text, weight }) => {
    onText(place, newPart(text, weight));
    return text.length;
  });
}

/**
 * Calls `onTokens` with each file's ids, without [CLS] and [SEP]; with a token cache only what changed since an earlier
 * call is read. Throws a Fault "no-text" when there is no text.
 */
export function readTokens(
  { folders, corpus, tokenCache }: CorpusSource,
  tokenizer: WordPieceTokenizer,
  onTokens: (place: FilePlace, tokens: Int32Array) => void,
  signal: AbortSignal,
): Promise<CorpusSummary> {
  const files = tokenizeCorpus(folders, corpus, encoder(tokenizer, tokenCache), signal);
  return read(folders, files, (place, { tokens, characters, weight }) => {
    onTokens(place, newTokens(tokens, weight, tokenizer));
    return characters;
  });
}

function encoder(tokenizer: WordPieceTokenizer, limits: TokenCacheLimits | undefined): Encoder {
  const buffer = new IdBuffer(1 << 16);
  const encode = (text: string) => {
    buffer.clear();
    tokenizer.encodeIds(text, buffer);
    return buffer.view();
  };
  if (limits === undefined) return { encode };
  return { encode, cache: { ...limits, fingerprint: tokenizerFingerprint(tokenizer.spec) } };
}

type ReadEntry<T> = Exclude<CorpusEntry<T>["verdict"], LeftOut>;

/** Sums up the entries; `onRead` gets what is read and returns its length in UTF-16 units. */
async function read<T>(
  folders: readonly string[],
  entries: AsyncIterable<CorpusEntry<T>>,
  onRead: (entry: CorpusEntry<T>, verdict: ReadEntry<T>) => number,
): Promise<CorpusSummary> {
  const summary: CorpusSummary = { files: 0, characters: 0, leftOut: new Map() };
  for await (const entry of entries) {
    const { verdict } = entry;
    if (verdict.kind === "left-out") {
      summary.leftOut.set(verdict.reason, (summary.leftOut.get(verdict.reason) ?? 0) + 1);
      continue;
    }
    summary.files++;
    summary.characters += onRead(entry, verdict as ReadEntry<T>);
  }
  if (summary.files === 0) throw noText(folders, summary);
  return summary;
}

/**
 * The end of a text, as much of it as is new: of a near-duplicate the beginning, which most often repeats (a header, a
 * template), is left out, from a line's start on.
 */
function newPart(text: string, weight: number): string {
  if (weight >= 1) return text;
  const start = Math.floor(text.length * (1 - weight));
  const lineEnd = text.indexOf("\n", start);
  return text.slice(lineEnd < 0 ? start : lineEnd + 1);
}

/** Likewise of tokens, from a word's start on. */
function newTokens(tokens: Int32Array, weight: number, tokenizer: WordPieceTokenizer): Int32Array {
  if (weight >= 1) return tokens;
  const start = Math.floor(tokens.length * (1 - weight));
  const word = tokens.findIndex((id, index) => index >= start && !tokenizer.isContinuation(id));
  return tokens.subarray(word < 0 ? start : word);
}

function noText(folders: readonly string[], { leftOut }: CorpusSummary): Fault {
  const total = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  const why = total === 0 ? "it is empty" : `all ${total} entries are left out`;
  return new Fault(
    "no-text",
    `There is no text to read in ${folders.join(", ")}: ${why}; choose a folder with text files, or loosen --include and --exclude.`,
  );
}
