import { type ChildProcess, fork } from "node:child_process";
import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { define, judgeHash } from "../../../scripts/judge-hash.mjs";
import { JUDGE_VERSION } from "../../../src/core/corpus/judge";
import { minHash } from "../../../src/core/corpus/minHash";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { openTokenCache } from "../../../src/node/corpus/tokenCache";
import { type TokenizedEntry, tokenizeCorpus } from "../../../src/node/corpus/tokenize";
import { makeWorkspace, prose, put } from "./workspace";

/** An id for each word, 100,000 and more for "wide". */
function encodeWords(text: string): Int32Array {
  return Int32Array.from(text.split(/\s+/).filter(Boolean), (word) =>
    word === "wide" ? 100_000 : word.length,
  );
}

interface Setup {
  readonly root: string;
  readonly folder: string;
  readonly fingerprint?: string;
  readonly maxSize?: number;
}

/** What a run yields, and how many texts it had to tokenise. */
async function run({ root, folder, fingerprint = "words", maxSize = 1e9 }: Setup) {
  let encoded = 0;
  const encode = (text: string) => {
    encoded++;
    return encodeWords(text);
  };
  const files: TokenizedEntry[] = [];
  const encoder = { encode, cache: { folder, fingerprint, maxSize } };
  for await (const file of tokenizeCorpus([root], DEFAULT_CORPUS_OPTIONS, encoder)) files.push(file);
  return { files, encoded };
}

/** The sources whose hash is part of the cache. */
const RULES = "src/core/corpus";

const HOUR_AGO = new Date(Date.now() - 3_600_000);

/** Files of an hour ago: what is younger than two seconds is read again, as its time may hide a change. */
function settledWorkspace(): Setup {
  const files = {
    "a.txt": "one two three\n",
    "b.md": prose(300),
    "sub/c.ts": "wide words here\n",
    "d.bin": new Uint8Array(99),
    "e.txt": "one two three\n",
  };
  const root = makeWorkspace(files);
  for (const path of Object.keys(files)) utimesSync(join(root, path), HOUR_AGO, HOUR_AGO);
  return { root, folder: makeWorkspace() };
}

const segments = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".tokens"))
    .map((name) => join(folder, name));

/** The outcome of a run in a form whose differences can be read. */
function outline(files: readonly TokenizedEntry[]): string[] {
  return files.map(({ relativePath, verdict }) => {
    if (verdict.kind === "left-out") return `${relativePath}: ${verdict.reason} ${verdict.detail}`;
    const { tokens, weight, nearDuplicateOf } = verdict;
    const sum = tokens.reduce((total, id, i) => (total * 31 + id * (i + 1)) | 0, 0);
    return `${relativePath}: ${tokens.length} tokens, sum ${sum}, weight ${weight} ${nearDuplicateOf}`;
  });
}

test("a second run yields the same and tokenises nothing", async () => {
  const setup = settledWorkspace();
  const first = await run(setup);
  expect(first.encoded).toBe(3);
  const second = await run(setup);
  expect(second.encoded).toBe(0);
  expect(second.files).toEqual(first.files);
  const wide = second.files.find(({ relativePath }) => relativePath === "sub/c.ts")?.verdict;
  expect(wide).toMatchObject({ kind: "read", weight: 1, tokens: Int32Array.of(100_000, 5, 4) });
});

test("a second run does not open unchanged files", async () => {
  const setup = settledWorkspace();
  const first = await run(setup);
  const path = join(setup.root, "b.md");
  const { size, atime, mtime } = statSync(path);
  writeFileSync(path, "x".repeat(size));
  utimesSync(path, atime, mtime);
  expect((await run(setup)).files).toEqual(first.files);
});

test("a changed file, and only that, is tokenised again", async () => {
  const setup = settledWorkspace();
  await run(setup);
  put(setup.root, "a.txt", "quite different words\n");
  const { files, encoded } = await run(setup);
  expect(encoded).toBe(1);
  expect(files.find(({ relativePath }) => relativePath === "a.txt")?.verdict).toMatchObject({
    tokens: Int32Array.of(5, 9, 5),
  });
  expect(files.find(({ relativePath }) => relativePath === "e.txt")?.verdict).toMatchObject({ kind: "read" });
});

test("a touched or moved file is read, not tokenised again", async () => {
  const setup = settledWorkspace();
  await run(setup);
  utimesSync(join(setup.root, "b.md"), new Date(0), new Date(1000));
  put(setup.root, "moved/c2.ts", readFileSync(join(setup.root, "sub/c.ts")));
  rmSync(join(setup.root, "sub"), { recursive: true });
  expect((await run(setup)).encoded).toBe(0);
});

test("a file renamed to another kind is judged as that kind", async () => {
  const root = makeWorkspace({ "a.ts": "password = hunter22\n" });
  const setup = { root, folder: makeWorkspace() };
  const reasons = async (folder: string) => outline((await run({ root, folder })).files);
  const asCode = await reasons(setup.folder);
  renameSync(join(root, "a.ts"), join(root, "a.txt"));
  const asText = await reasons(setup.folder);
  expect(asText).toEqual(await reasons(makeWorkspace()));
  expect(asText).not.toEqual(asCode.map((line) => line.replace("a.ts", "a.txt")));
});

test("another tokenizer finds nothing of this one's", async () => {
  const setup = settledWorkspace();
  await run(setup);
  expect((await run({ ...setup, fingerprint: "other" })).encoded).toBe(3);
});

test("a change of any rule, or of the code around it, makes another cache", () => {
  const copy = (change: (file: string) => string) => {
    const folder = makeWorkspace();
    cpSync(RULES, folder, { recursive: true });
    const rules = join(folder, "secretRules.generated.ts");
    writeFileSync(rules, change(readFileSync(rules, "utf8")));
    return judgeHash(folder);
  };
  expect(copy((rules) => rules)).toBe(JUDGE_VERSION);
  expect(copy((rules) => rules.replace("A3-", "A4-"))).not.toBe(JUDGE_VERSION);
});

describe("damage counts as never written", () => {
  const damages: Record<string, (content: Buffer) => Uint8Array> = {
    "one bit of the body": (content) => flip(content, content.length - 3),
    "one bit of the index": (content) => flip(content, 40),
    "one bit of the header": (content) => flip(content, 9),
    "an absurd number of rows": (content) =>
      Buffer.concat([content.subarray(0, 8), Buffer.alloc(4, 0xff), content.subarray(12)]),
    truncated: (content) => content.subarray(0, content.length / 2),
    empty: () => new Uint8Array(),
    "another file": () => Buffer.from("something else altogether\n".repeat(20)),
  };
  test.each(Object.keys(damages))("%s", async (damage) => {
    const setup = settledWorkspace();
    const first = await run(setup);
    for (const path of segments(setup.folder)) writeFileSync(path, damages[damage](readFileSync(path)));
    const second = await run(setup);
    expect(second).toEqual({ files: first.files, encoded: 3 });
    expect((await run(setup)).encoded).toBe(0);
  });
});

function flip(content: Buffer, at: number): Buffer {
  const copy = Buffer.from(content);
  copy[at] ^= 4;
  return copy;
}

test("a folder that cannot be written costs time and nothing else", async () => {
  const setup = settledWorkspace();
  const notAFolder = join(makeWorkspace({ file: "a file\n" }), "file");
  expect((await run({ ...setup, folder: join(notAFolder, "cache") })).encoded).toBe(3);
});

test("segments deleted during a run are missed, not mourned", async () => {
  const setup = settledWorkspace();
  const first = await run(setup);
  const encoder = {
    encode: encodeWords,
    cache: { folder: setup.folder, fingerprint: "words", maxSize: 1e9 },
  };
  const files: TokenizedEntry[] = [];
  for await (const file of tokenizeCorpus([setup.root], DEFAULT_CORPUS_OPTIONS, encoder)) {
    files.push(file);
    for (const path of segments(setup.folder)) rmSync(path);
  }
  expect(files).toEqual(first.files);
});

test("the folder stays within its size, and what is in use goes last", async () => {
  const folder = makeWorkspace();
  const fill = (fingerprint: string) => {
    const cache = openTokenCache({ folder, fingerprint, maxSize: 500_000 });
    cache.remember([1, 2], {
      kind: "read",
      tokens: new Int32Array(100_000),
      characters: 9,
      signature: undefined,
    });
    cache.close();
  };
  const size = () => segments(folder).reduce((sum, path) => sum + statSync(path).size, 0);
  for (const fingerprint of ["one", "two"]) fill(fingerprint);
  expect(segments(folder)).toHaveLength(2);
  const [old] = segments(folder);
  utimesSync(old, HOUR_AGO, HOUR_AGO);
  fill("three");
  expect(size()).toBeLessThanOrEqual(500_000);
  expect(segments(folder)).toHaveLength(2);
  expect(segments(folder)).not.toContain(old);
});

test("a cache too small for one run keeps what fits", async () => {
  const folder = makeWorkspace();
  const cache = openTokenCache({ folder, fingerprint: "words", maxSize: 10_000_000 });
  for (let i = 1; i <= 30; i++)
    cache.remember([i, i], {
      kind: "read",
      tokens: new Int32Array(500_000),
      characters: 9,
      signature: undefined,
    });
  cache.close();
  const again = openTokenCache({ folder, fingerprint: "words", maxSize: 10_000_000 });
  expect(again.judgementOf([1, 1])).toMatchObject({ kind: "read" });
  expect(again.judgementOf([30, 30])).toBeUndefined();
});

test("many small segments become few, and lose nothing", async () => {
  const folder = makeWorkspace();
  const signature = minHash(prose(200));
  for (let i = 0; i < 40; i++) {
    const cache = openTokenCache({ folder, fingerprint: "words", maxSize: 1e9 });
    cache.rememberFile([i, 7], [i, 8]);
    cache.remember([i, 8], { kind: "read", tokens: Int32Array.of(i, -1, 70_000), characters: i, signature });
    cache.close();
  }
  expect(segments(folder).length).toBeLessThan(33);
  const cache = openTokenCache({ folder, fingerprint: "words", maxSize: 1e9 });
  for (let i = 0; i < 40; i++) {
    expect(cache.contentOf([i, 7])).toEqual([i, 8]);
    expect(cache.judgementOf([i, 8])).toEqual({
      kind: "read",
      tokens: Int32Array.of(i, -1, 70_000),
      characters: i,
      signature,
    });
  }
});

const WORKER = `
import { tokenizeCorpus } from "./src/node/corpus/tokenize";
import { DEFAULT_CORPUS_OPTIONS } from "./src/core/corpus/options";
const [root, folder] = process.argv.slice(2);
const encode = (text: string) => Int32Array.from(text.split(/\\s+/).filter(Boolean), (word) => (word === "wide" ? 100_000 : word.length));
(async () => {
  let files = 0;
  const encoder = { encode, cache: { folder, fingerprint: "words", maxSize: 1e9 } };
  for await (const _ of tokenizeCorpus([root], DEFAULT_CORPUS_OPTIONS, encoder)) if (++files % 50 === 0) process.send!(files);
})();`;

/** Starts processes that tokenise `root` into `folder`. */
function startWorkers(count: number, { root, folder }: Setup): ChildProcess[] {
  const bundle = join(makeWorkspace(), "worker.cjs");
  const stdin = { contents: WORKER, resolveDir: process.cwd(), loader: "ts" as const };
  buildSync({ stdin, bundle: true, platform: "node", format: "cjs", outfile: bundle, define });
  return Array.from({ length: count }, () => fork(bundle, [root, folder]));
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on("exit", resolve));

/** More than one segment's worth of tokens. */
function largeWorkspace(): Setup {
  const root = makeWorkspace(
    Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`f${i}.txt`, "ab ".repeat(30_000) + prose(60, i)]),
    ),
  );
  for (const name of readdirSync(root)) utimesSync(join(root, name), HOUR_AGO, HOUR_AGO);
  return { root, folder: makeWorkspace() };
}

test("two processes share a folder", { timeout: 60_000 }, async () => {
  const setup = largeWorkspace();
  expect(await Promise.all(startWorkers(2, setup).map(ended))).toEqual([0, 0]);
  const warm = await run(setup);
  expect(warm.encoded).toBe(0);
  expect(outline(warm.files)).toEqual(outline((await run({ ...setup, folder: makeWorkspace() })).files));
});

test("a killed process leaves nothing that is wrong", { timeout: 60_000 }, async () => {
  const setup = largeWorkspace();
  const [worker] = startWorkers(1, setup);
  worker.on("message", (files) => files === 150 && worker.kill("SIGKILL"));
  await ended(worker);
  const warm = await run(setup);
  expect(warm.encoded).toBeLessThan(200);
  expect(outline(warm.files)).toEqual(outline((await run({ ...setup, folder: makeWorkspace() })).files));
});
