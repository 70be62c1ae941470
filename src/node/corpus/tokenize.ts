import type { Stats } from "node:fs";
import type { Key } from "../../core/corpus/hashIndex";
import { contentClass, type Readable, steppedJudge } from "../../core/corpus/judge";
import type { CorpusOptions } from "../../core/corpus/options";
import type { Steps } from "../../core/corpus/steps";
import type { LeftOut } from "../../core/corpus/verdict";
import { readContent } from "./scan";
import { NO_CACHE, openTokenCache, type TokenCache, type TokenCacheOptions } from "./tokenCache";
import type { TextTokens, TokenJudgement } from "./tokenRecord";
import { type Content, type ContentReader, type CorpusEntry, hashKey, visit } from "./visit";
import type { WalkEntry } from "./walk";

export type TokenizedEntry = CorpusEntry<TextTokens>;

export interface Encoder {
  /** The ids of a text, without [CLS] and [SEP]; the array may be used again for the next text. */
  encode(text: string): Int32Array;
  /** Without one every file is read and tokenised. */
  readonly cache?: TokenCacheOptions;
}

/**
 * Like `scanCorpus`, with tokens for text. A file whose size, time and inode are those of an earlier run is not read
 * again, and a content that was seen is not tokenised again. What was learnt is kept also when the caller stops early.
 */
export async function* tokenizeCorpus(
  folders: readonly string[],
  options: CorpusOptions,
  encoder: Encoder,
  signal?: AbortSignal,
): AsyncGenerator<TokenizedEntry> {
  const cache = encoder.cache ? openTokenCache(encoder.cache) : NO_CACHE;
  try {
    yield* visit(folders, options, tokenReader(options, encoder, cache), signal);
  } finally {
    cache.close();
  }
}

function tokenReader(
  options: CorpusOptions,
  { encode }: Encoder,
  cache: TokenCache,
): ContentReader<TextTokens> {
  const buffer = new Uint8Array(options.maxFileSize);
  const judge = steppedJudge();
  const openedAt = Date.now();

  function* judged(
    entry: WalkEntry,
    { hash, judge: judgeText }: Content<{ text: string }>,
  ): Steps<TokenJudgement> {
    const key = recordKey(hash, entry.relativePath);
    const known = cache.judgementOf(key);
    if (known) return known;
    const judgement = yield* judgeText();
    const tokenized = judgement.kind === "left-out" ? judgement : withTokens(judgement, encode);
    cache.remember(key, tokenized);
    return tokenized;
  }
  const read = (entry: WalkEntry): Content<TextTokens> | LeftOut => {
    const content = readContent(entry, buffer, judge);
    if ("kind" in content) return content;
    if (entry.stat && isSettled(entry.stat, openedAt))
      cache.rememberFile(fileKey(entry, entry.stat), content.hash);
    return { hash: content.hash, judge: () => judged(entry, content) };
  };
  return (entry) => {
    const hash = entry.stat && cache.contentOf(fileKey(entry, entry.stat));
    if (hash === undefined) return read(entry);
    return {
      hash,
      *judge() {
        const known = cache.judgementOf(recordKey(hash, entry.relativePath));
        return known ?? (yield* judgeAfresh(read(entry)));
      },
    };
  };
}

function withTokens({ kind, text, signature }: Readable, encode: Encoder["encode"]): TokenJudgement {
  return { kind, signature, characters: text.length, tokens: encode(text).slice() };
}

function* judgeAfresh(content: Content<TextTokens> | LeftOut): Steps<TokenJudgement> {
  return "kind" in content ? content : yield* content.judge();
}

/** One content may be judged differently as another kind of file. */
function recordKey(hash: Key, path: string): Key {
  return hashKey(contentClass(path), hash.join());
}

/** What changes when a file's content does. */
function fileKey({ path }: WalkEntry, { size, mtimeMs, ino }: Stats): Key {
  return hashKey(`${path}\n${size}\n${mtimeMs}\n${ino}`);
}

/** A file could change again within the resolution of its time, and keep it. */
const SETTLED_MS = 2000;

function isSettled({ mtimeMs }: Stats, now: number): boolean {
  return mtimeMs < now - SETTLED_MS;
}
