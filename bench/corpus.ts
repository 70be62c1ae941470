import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { DEFAULT_CORPUS_OPTIONS } from "../src/core/corpus/options";
import { IdBuffer } from "../src/core/tokenizer/idBuffer";
import { createWordCounter } from "../src/core/tokenizer/wordpiece/countWords";
import { learnVocabulary } from "../src/core/tokenizer/wordpiece/learnVocabulary";
import { bertSpec, DEFAULT_NORMALIZER } from "../src/core/tokenizer/wordpiece/spec";
import { createWordPieceTokenizer } from "../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import { scanCorpus } from "../src/node/corpus/scan";
import { tokenizeCorpus } from "../src/node/corpus/tokenize";
import { runMain } from "./shared/main";

const SIZES: Readonly<Record<string, { readonly size: number; readonly files: number }>> = {
  "10MB": { size: 10_000_000, files: 1000 },
  "100MB": { size: 100_000_000, files: 10_000 },
  "1GB": { size: 1_000_000_000, files: 100_000 },
};

const VOCAB_SIZE = 30_522;

const OPTIONS = { help: { kind: "flag", help: "print this" } } as const;

const HELP = `Usage: npm run bench -- corpus FOLDER [${Object.keys(SIZES).join(" ")}]

How long it takes to read and tokenise a workspace, the first time and again, at three sizes, and in how much memory.
FOLDER is where the workspaces and caches are made and kept. The vocabulary is learnt from the smallest workspace. Each
run is a process of its own, so that its peak memory is its own.

${describeOptions(OPTIONS)}`;

interface Measurement {
  readonly files: number;
  readonly readBytes: number;
  readonly tokens: number;
  readonly seconds: number;
  /** Of all threads: what `seconds` would be on a machine with nothing else to do, or more. */
  readonly cpuSeconds: number;
  /** Of the process, in MB. */
  readonly peakMemory: number;
}

async function learn(workspace: string): Promise<string[]> {
  const counter = createWordCounter({ normalizer: DEFAULT_NORMALIZER });
  for await (const { verdict } of scanCorpus([workspace], DEFAULT_CORPUS_OPTIONS)) {
    if (verdict.kind === "read") counter.add(verdict.text);
  }
  return learnVocabulary(counter.counts, { vocabSize: VOCAB_SIZE });
}

function encoder(vocab: readonly string[]) {
  const tokenizer = createWordPieceTokenizer(bertSpec(vocab));
  const buffer = new IdBuffer(1 << 20);
  return (text: string) => {
    buffer.clear();
    tokenizer.encodeIds(text, buffer);
    return buffer.view();
  };
}

async function measure(workspace: string, cacheFolder: string, vocabFile: string): Promise<Measurement> {
  const encode = encoder(readFileSync(vocabFile, "utf8").split("\n"));
  const cache = { folder: cacheFolder, fingerprint: "bench", maxSize: 4e9 };
  const start = performance.now();
  let [files, readBytes, tokens] = [0, 0, 0];
  for await (const { size, verdict } of tokenizeCorpus([workspace], DEFAULT_CORPUS_OPTIONS, {
    encode,
    cache,
  })) {
    files++;
    if (verdict.kind !== "read") continue;
    readBytes += size;
    tokens += verdict.tokens.length;
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const cpuSeconds = (user + system) / 1e6;
  return { files, readBytes, tokens, seconds, cpuSeconds, peakMemory: process.resourceUsage().maxRSS / 1000 };
}

function run(...parameters: string[]): Measurement {
  const output = execFileSync(process.execPath, [__filename, "--measure", ...parameters], {
    encoding: "utf8",
  });
  return JSON.parse(output);
}

function makeWorkspace(folder: string, name: string): string {
  const workspace = join(folder, name);
  if (existsSync(workspace)) return workspace;
  const { size, files } = SIZES[name];
  const script = join(process.cwd(), "scripts", "make-corpus-workspace.mjs");
  execFileSync(process.execPath, [script, workspace, "--size", `${size}`, "--files", `${files}`]);
  return workspace;
}

function report(
  name: string,
  runName: string,
  { files, readBytes, tokens, seconds, cpuSeconds, peakMemory }: Measurement,
): void {
  const speed = readBytes / 1e6 / seconds;
  const cells = [
    name,
    runName,
    files,
    (readBytes / 1e6).toFixed(1),
    tokens,
    seconds.toFixed(2),
    cpuSeconds.toFixed(2),
    speed.toFixed(0),
  ];
  console.log(`| ${[...cells, peakMemory.toFixed(0)].join(" | ")} |`);
}

async function bench(folder: string, names: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const vocabFile = join(folder, "vocab.txt");
  writeFileSync(vocabFile, (await learn(makeWorkspace(folder, "10MB"))).join("\n"));
  console.log(
    "| workspace | run | entries | MB read | tokens | seconds | CPU seconds | MB/s | peak MB |\n|---|---|---|---|---|---|---|---|---|",
  );
  for (const name of names) {
    const workspace = makeWorkspace(folder, name);
    const cache = join(folder, `${name}.cache`);
    rmSync(cache, { recursive: true, force: true });
    for (const runName of ["first", "second"]) report(name, runName, run(workspace, cache, vocabFile));
  }
}

async function main(argv: readonly string[]): Promise<void> {
  if (argv[0] === "--measure") return console.log(JSON.stringify(await measure(argv[1], argv[2], argv[3])));
  const { values, positionals } = parseOptions(OPTIONS, argv);
  const [folder, ...names] = positionals;
  if (values.help || folder === undefined) return console.log(HELP);
  const unknown = names.find((name) => !(name in SIZES));
  if (unknown !== undefined)
    throw new Error(`There is no size ${unknown}: name ${Object.keys(SIZES).join(", ")}.`);
  await bench(folder, names.length > 0 ? names : Object.keys(SIZES));
}

runMain(main);
