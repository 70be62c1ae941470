import { textHash } from "../corpus/textHash";
import { createSegment, type MemorySegment, type SegmentFile, type Tokens, tokensOf } from "./segment";
import type { WordTable } from "./wordTable";

/** About 85 MB of text: what the promised memory and disk space hold. */
export const MAX_MEMORY_TOKENS = 24 * 1024 * 1024;

/** Of the files that are kept, when they become too many. */
const KEPT_SHARE = 0.9;

interface Remembered {
  readonly path: string;
  readonly tokens: Tokens;
  readonly rank: number;
}

/**
 * Gathers the files of a workspace for its memory. When they have more than `maxTokens` tokens, a share of them is kept,
 * chosen by a hash of their paths and so evenly spread over all folders.
 */
export class MemoryBuilder {
  #files: Remembered[] = [];
  #tokens = 0;
  #added = 0;
  /** Files with a higher rank are not kept. */
  #highestRank = 2 ** 32;

  constructor(
    readonly table: WordTable,
    readonly maxTokens = MAX_MEMORY_TOKENS,
  ) {}

  /** How many files were added, and how many of them are kept. */
  get files(): { readonly added: number; readonly kept: number } {
    return { added: this.#added, kept: this.#files.length };
  }

  /** Adds a file by its absolute path and its ids, which are copied. */
  add(path: string, ids: ArrayLike<number>): void {
    this.#added++;
    const rank = textHash(path);
    if (rank >= this.#highestRank) return;
    const tokens = tokensOf(ids.length, this.table);
    tokens.set(ids);
    this.#files.push({ path, tokens, rank });
    this.#tokens += tokens.length + 1;
    while (this.#tokens > this.maxTokens) this.#keepFewer();
  }

  build(): MemorySegment {
    const tokens = tokensOf(this.#tokens + 1, this.table);
    const files: SegmentFile[] = [];
    let at = 0;
    for (const file of this.#files) {
      tokens[at++] = this.table.separator;
      files.push({ path: file.path, start: at });
      tokens.set(file.tokens, at);
      at += file.tokens.length;
    }
    tokens[at] = this.table.separator;
    return createSegment(tokens, files, this.table);
  }

  #keepFewer(): void {
    this.#highestRank *= KEPT_SHARE;
    this.#files = this.#files.filter(({ rank }) => rank < this.#highestRank);
    this.#tokens = this.#files.reduce((sum, { tokens }) => sum + tokens.length + 1, 0);
  }
}
