import { type LeftOut, type LeftOutReason, REASONS } from "./verdict";

/** What a summary needs of an entry of the corpus. */
export interface SummarizedEntry {
  readonly relativePath: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly verdict:
    | LeftOut
    | { readonly kind: "read"; readonly text: string; readonly nearDuplicateOf?: object };
}

/** Text to a number of tokens; without one, sizes are divided by `BYTES_PER_TOKEN`. */
export type TokenCounter = (text: string) => number;

/** UTF-8 bytes of source code and English prose per WordPiece token of a vocabulary of 30,000, roughly. */
export const BYTES_PER_TOKEN = 3.5;

export interface Tally {
  readonly files: number;
  /** Bytes on disk. */
  readonly size: number;
}

export interface LeftOutTally extends Tally {
  readonly reason: LeftOutReason;
  /** Folders left out whole: what is in them is not counted. */
  readonly folders: number;
  /** Paths of the first few. */
  readonly examples: readonly string[];
}

export interface ScanSummary {
  readonly read: Tally & {
    readonly tokens: number;
    /** Whether `tokens` is a guess from the size. */
    readonly tokensEstimated: boolean;
    readonly nearDuplicates: number;
  };
  /** In the order of `REASONS`; only those that occur. */
  readonly leftOut: readonly LeftOutTally[];
}

const EXAMPLES = 3;

/** Counts what is read and what is left out, and why. */
export async function summarize(
  entries: AsyncIterable<SummarizedEntry>,
  countTokens?: TokenCounter,
): Promise<ScanSummary> {
  const read = {
    files: 0,
    size: 0,
    tokens: 0,
    tokensEstimated: countTokens === undefined,
    nearDuplicates: 0,
  };
  const leftOut = new Map<
    LeftOutReason,
    { files: number; folders: number; size: number; examples: string[] }
  >();
  for await (const { verdict, type, size, relativePath } of entries) {
    if (verdict.kind === "read") {
      read.files++;
      read.size += size;
      read.tokens += countTokens ? countTokens(verdict.text) : size / BYTES_PER_TOKEN;
      if (verdict.nearDuplicateOf !== undefined) read.nearDuplicates++;
      continue;
    }
    const tally = leftOut.get(verdict.reason) ?? { files: 0, folders: 0, size: 0, examples: [] };
    leftOut.set(verdict.reason, tally);
    if (type === "folder") tally.folders++;
    else tally.files++;
    tally.size += size;
    if (tally.examples.length < EXAMPLES)
      tally.examples.push(type === "folder" ? `${relativePath}/` : relativePath);
  }
  const reasons = Object.keys(REASONS) as LeftOutReason[];
  return {
    read: { ...read, tokens: Math.round(read.tokens) },
    leftOut: reasons.flatMap((reason) => {
      const tally = leftOut.get(reason);
      return tally ? [{ reason, ...tally }] : [];
    }),
  };
}
