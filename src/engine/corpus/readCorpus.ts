import type { CorpusOptions } from "../../core/corpus/options";
import type { LeftOut, LeftOutReason } from "../../core/corpus/verdict";
import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import { IdBuffer } from "../../core/tokenizer/idBuffer";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { rereadText, scanCorpus } from "../../node/corpus/scan";
import { type Encoder, tokenizeCorpus } from "../../node/corpus/tokenize";
import { tokenizerFingerprint } from "../../node/corpus/tokenizerFingerprint";
import type { CorpusEntry } from "../../node/corpus/visit";
import { NearCopies, type ReadFile } from "./nearCopies";

/** Where the tokens of earlier runs are kept. */
export interface TokenCacheLimits {
  /** Absolute. It need not exist; if it cannot be written, that only costs time. */
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

export interface ReadCorpus {
  readonly summary: CorpusSummary;
  /** The text of a file again, by its path, as it was read; undefined if the file is gone. */
  textOf(path: string): string | undefined;
}

/** Calls `onText` with each file's text. Throws a Fault "no-text" when there is none. */
export async function readCorpus(
  { folders, corpus }: CorpusSource,
  onText: (file: ReadFile, text: string) => void,
  signal: AbortSignal,
): Promise<ReadCorpus> {
  const copies = new NearCopies(rereadText(corpus));
  const summary = await read(folders, scanCorpus(folders, corpus, signal), (file, { text }) => {
    onText(file, copies.newLines(file, text));
    return text.length;
  });
  return { summary, textOf: copies.textOf };
}

/**
 * Calls `onTokens` with each file's ids, without [CLS] and [SEP], and the UTF-16 units of its text; with a token cache only what changed since an earlier
 * call is read. Throws a Fault "no-text" when there is no text.
 */
export async function readTokens(
  { folders, corpus, tokenCache }: CorpusSource,
  tokenizer: Tokenizer,
  onTokens: (file: ReadFile, tokens: Int32Array, characters: number) => void,
  signal: AbortSignal,
): Promise<ReadCorpus> {
  const copies = new NearCopies(rereadText(corpus));
  const { encode, ...cache } = encoder(tokenizer, tokenCache);
  const files = tokenizeCorpus(folders, corpus, { encode, ...cache }, signal);
  const summary = await read(folders, files, (file, { tokens, characters }) => {
    const text = file.copyOf === undefined ? undefined : copies.newLines(file);
    if (text === undefined) onTokens(file, tokens, characters);
    else onTokens(file, encode(text), text.length);
    return characters;
  });
  return { summary, textOf: copies.textOf };
}

function encoder(tokenizer: Tokenizer, limits: TokenCacheLimits | undefined): Encoder {
  const buffer = new IdBuffer(1 << 16);
  const encode = (text: string) => {
    buffer.clear();
    tokenizer.encodeIds(text, buffer);
    return buffer.view();
  };
  if (limits === undefined) return { encode };
  return { encode, cache: { ...limits, fingerprint: tokenizerFingerprint(tokenizer) } };
}

type ReadEntry<T> = Exclude<CorpusEntry<T>["verdict"], LeftOut>;

/** Sums up the entries; `onRead` gets what is read and returns its length in UTF-16 units. */
export async function read<T>(
  folders: readonly string[],
  entries: AsyncIterable<CorpusEntry<T>>,
  onRead: (file: ReadFile, verdict: ReadEntry<T>) => number,
): Promise<CorpusSummary> {
  const summary: CorpusSummary = { files: 0, characters: 0, leftOut: new Map() };
  for await (const entry of entries) {
    const { verdict, path, relativePath } = entry;
    if (verdict.kind === "left-out") {
      if (verdict.reason === "version-control") continue; // no file that a person would miss
      summary.leftOut.set(verdict.reason, (summary.leftOut.get(verdict.reason) ?? 0) + 1);
      continue;
    }
    summary.files++;
    const { nearDuplicateOf } = verdict;
    const file = { path, relativePath, ...(nearDuplicateOf && { copyOf: nearDuplicateOf.path }) };
    summary.characters += onRead(file, verdict as ReadEntry<T>);
  }
  if (summary.files === 0) throw noText(folders, summary);
  return summary;
}

function noText(folders: readonly string[], { leftOut }: CorpusSummary): Fault {
  const total = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  const why = total === 0 ? sentence`it is empty` : sentence`all ${total} entries are left out`;
  return new Fault(
    "no-text",
    sentence`There is no text to read in ${folders.join(", ")}: ${why}; choose a folder with text files, or loosen the globs that include and exclude.`,
  );
}
