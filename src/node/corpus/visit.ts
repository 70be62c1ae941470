import { createHash } from "node:crypto";
import { readdirSync, realpathSync } from "node:fs";
import { relative, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { literalGlob } from "../../core/corpus/globs";
import { hashIndex, type Key } from "../../core/corpus/hashIndex";
import { nearDuplicates } from "../../core/corpus/nearDuplicates";
import type { CorpusOptions } from "../../core/corpus/options";
import type { Steps } from "../../core/corpus/steps";
import { type LeftOut, leftOut } from "../../core/corpus/verdict";
import { ioFault } from "../ioFault";
import { isInside, type WalkEntry, walk } from "./walk";

/** What a file holds, as some reader understands it: `T` is its text or its tokens. */
export type Judgement<T> = { readonly kind: "read"; readonly signature: Uint8Array | undefined } & T;

/** A file's content, known by its hash before anything is made of it. */
export interface Content<T> {
  readonly hash: Key;
  judge(): Steps<Judgement<T> | LeftOut>;
}

export type ContentReader<T> = (entry: WalkEntry) => Content<T> | LeftOut;

/** Where a file is. */
export interface FilePlace {
  /** Absolute. */
  readonly path: string;
  /** From the folder that is read, with `/`. */
  readonly relativePath: string;
}

/** A file that is read: its content, and how much it counts, given the files before it. */
export type ReadVerdict<T> = T & {
  readonly kind: "read";
  /** 1, or for a near-duplicate of an earlier file the share of it that is new. */
  readonly weight: number;
  /** That file. */
  readonly nearDuplicateOf?: FilePlace;
};

/** A file of the workspace, or a thing that is left out; a folder that is left out stands for all that is in it. */
export interface CorpusEntry<T> extends Omit<WalkEntry, "leftOut" | "stat"> {
  readonly verdict: ReadVerdict<T> | LeftOut;
}

/** Milliseconds of work between two turns of the event loop. */
const SLICE = 20;

/** Walks the folders in a fixed order and reads what is to be read, one file at a time. */
export async function* visit<T>(
  folders: readonly string[],
  options: CorpusOptions,
  read: ContentReader<T>,
  signal?: AbortSignal,
): AsyncGenerator<CorpusEntry<T>> {
  const roots = workspaceRoots(folders);
  const judge = entryJudge(read);
  const limit = corpusLimit(options);
  const rest = pauses(signal);
  for (const root of roots) {
    for (const { leftOut: out, ...entry } of walk(root, roots, optionsIn(root, options))) {
      const verdict = out ?? limit.next(entry.size) ?? (await withPauses(judge(entry), rest));
      const { stat: _, ...place } = entry;
      yield { ...place, verdict };
      if (limit.reached) return;
      if (verdict.kind === "read") limit.count(entry.size);
      await rest();
    }
  }
}

/** Gives the event loop a turn where it has had none for a while, in which `signal` can be aborted. */
function pauses(signal: AbortSignal | undefined): () => Promise<void> | undefined {
  let pause = Date.now() + SLICE;
  const turn = async () => {
    await setImmediate();
    signal?.throwIfAborted();
    pause = Date.now() + SLICE;
  };
  return () => (Date.now() < pause ? undefined : turn());
}

async function withPauses<T>(steps: Steps<T>, rest: ReturnType<typeof pauses>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await rest();
  }
}

/** The options for one of the roots. */
export function optionsIn(root: string, options: CorpusOptions): CorpusOptions {
  const exclude = [...options.exclude, ...folderExcludes(root, options)];
  return { ...options, include: folderIncludes(root, options), exclude };
}

/** Real paths of the folders, without those inside another. */
export function workspaceRoots(folders: readonly string[]): string[] {
  const real = [...new Set(folders.map(realFolder))];
  return real.filter((root) => !real.some((other) => other !== root && isInside(root, other)));
}

function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    readdirSync(real);
    return real;
  } catch (error) {
    throw ioFault("read", folder, error);
  }
}

/** The includes of this folder; those of a folder inside it, which is read with it, do not count. */
function folderIncludes(root: string, { include, folderInclude = {} }: CorpusOptions): readonly string[] {
  const own = Object.entries(folderInclude).find(([folder]) => realFolder(folder) === root);
  return own?.[1] ?? include;
}

/** The excludes of this folder and of those that lie in it and are read with it, all relative to `root`. */
function folderExcludes(root: string, { folderExclude = {} }: CorpusOptions): string[] {
  return Object.entries(folderExclude).flatMap(([folder, globs]) => {
    const real = realFolder(folder);
    if (!isInside(real, root)) return [];
    const prefix = relative(root, real)
      .split(sep)
      .filter(Boolean)
      .map((name) => `${literalGlob(name)}/`);
    return globs.map((glob) => prefix.join("") + glob.replace(/^\.?\//, ""));
  });
}

/** Counts what is read; `next` says whether one more file of that size is over a limit, and then `reached` is true. */
function corpusLimit({ maxFiles, maxTotalSize }: CorpusOptions) {
  let files = 0;
  let size = 0;
  return {
    reached: false,
    next(more: number): LeftOut | undefined {
      if (files < maxFiles && size + more <= maxTotalSize) return undefined;
      this.reached = true;
      return leftOut("over-limit", `this and all after it: the corpus has ${files} files, ${size} bytes`);
    },
    count(more: number): void {
      files++;
      size += more;
    },
  };
}

/** Reads an entry, unless its content was read before under another name. */
function entryJudge<T>(read: ContentReader<T>) {
  const seen = hashIndex();
  const names: string[] = [];
  const duplicates = nearDuplicates<FilePlace>();
  return function* judge(entry: WalkEntry): Steps<ReadVerdict<T> | LeftOut> {
    const content = read(entry);
    if ("kind" in content) return content;
    const first = seen.get(content.hash);
    if (first !== undefined) return leftOut("duplicate", names[first]);
    const judgement = yield* content.judge();
    if (judgement.kind === "left-out") return judgement;
    seen.set(content.hash, names.push(entry.relativePath) - 1);
    const { signature, ...rest } = judgement;
    const { path, relativePath } = entry;
    return {
      ...(rest as unknown as T & { kind: "read" }),
      ...duplicates.add(signature, { path, relativePath }),
    };
  };
}

/** The hash that a file is known by: the first 64 bits of SHA-256. */
export function hashKey(...parts: readonly (string | Uint8Array)[]): Key {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  const digest = hash.digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}
