import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { type CorpusOptions, DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { type ScannedFile, scanCorpus } from "../../../src/node/corpus/scan";

/** Files of a workspace: their relative path to their content. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A new temporary folder with these files, deleted after the test. */
export function makeWorkspace(files: Files = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "corpus-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) put(root, path, content);
  return root;
}

export function put(root: string, path: string, content: string | Uint8Array): void {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

export async function scan(
  root: string | string[],
  options: Partial<CorpusOptions> = {},
): Promise<ScannedFile[]> {
  const files: ScannedFile[] = [];
  const roots = typeof root === "string" ? [root] : root;
  for await (const file of scanCorpus(roots, { ...DEFAULT_CORPUS_OPTIONS, ...options })) files.push(file);
  return files;
}

/** Relative path to "read" or the reason for leaving it out; folders end in "/". */
export function verdicts(files: readonly ScannedFile[]): Record<string, string> {
  return Object.fromEntries(
    files.map(({ relativePath, type, verdict }) => [
      type === "folder" ? `${relativePath}/` : relativePath,
      verdict.kind === "read" ? "read" : verdict.reason,
    ]),
  );
}

export function textOf(files: readonly ScannedFile[], path: string): string | undefined {
  const verdict = files.find(({ relativePath }) => relativePath === path)?.verdict;
  return verdict?.kind === "read" ? verdict.text : undefined;
}

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many random words, so that shares and signatures mean something. */
export function prose(words: number, seed = 1): string {
  const random = generator(seed);
  const word = () =>
    Array.from({ length: 3 + random() * 6 }, () => String.fromCharCode(97 + random() * 26)).join("");
  return Array.from({ length: words }, (_, i) => word() + (i % 12 === 11 ? ".\n" : " ")).join("");
}

const LEARNT = ["cat", "dog", "sun", "sea", "map", "key", "ink", "fox", "oak", "bay"];

/** So many short words, every second of which is "the": a model that learnt anything finds that. */
export function learnable(words: number, seed = 1): string {
  const random = generator(seed);
  const word = (at: number) => (at % 2 === 0 ? "the" : LEARNT[Math.floor(random() * LEARNT.length)]);
  return Array.from({ length: words }, (_, at) => `${word(at)}${at % 12 === 11 ? ".\n" : " "}`).join("");
}
