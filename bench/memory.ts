import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describeOptions, parseOptions } from "../src/cli/options";
import { DEFAULT_CORPUS_OPTIONS } from "../src/core/corpus/options";
import { documentEvidence } from "../src/core/memory/documentEvidence";
import { gapBetween } from "../src/core/memory/gap";
import { MemoryBuilder } from "../src/core/memory/memoryBuilder";
import { createWordTable, type WordTable } from "../src/core/memory/wordTable";
import { WorkspaceMemory } from "../src/core/memory/workspaceMemory";
import { createRandom } from "../src/core/random";
import type { Tokenizer } from "../src/core/tokenizer/tokenizer";
import { readTokens } from "../src/engine/corpus/readCorpus";
import { loadModel } from "../src/engine/models/loadModel";
import { openMemoryFile, writeMemoryFile } from "../src/node/memoryFile";
import { runMain } from "./shared/main";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: {
    kind: "text",
    default: join("models", "base"),
    placeholder: "FOLDER",
    help: "whose tokenizer to use",
  },
  lookups: { kind: "integer", default: 1000, min: 1, max: 1_000_000, help: "gaps to look up" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- memory FOLDER [OPTIONS]

What the memory of FOLDER's words costs: the time to build it beside the time to read and tokenise the folder, its size on disk
and in memory, how long it takes to look up a gap, and to exchange a file.

${describeOptions(OPTIONS)}`;

const { signal } = new AbortController();
const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(0);

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

async function bench(folder: string, values: Values): Promise<void> {
  const { tokenizer } = await loadModel(values.model);
  const table = createWordTable(tokenizer);
  const temporary = mkdtempSync(join(tmpdir(), "workspace-mlm-bench-"));
  try {
    const path = join(temporary, "words.memory");
    const rows = await build(resolve(folder), tokenizer, table, path);
    rows.push(...(await use(path, table, values.lookups)));
    console.log(markdownTable([["", ""], ...rows]));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

async function build(
  folder: string,
  tokenizer: Tokenizer,
  table: WordTable,
  path: string,
): Promise<string[][]> {
  const builder = new MemoryBuilder(table);
  const began = performance.now();
  let adding = 0;
  let tokens = 0;
  const add = (place: { path: string }, ids: Int32Array) => {
    const start = performance.now();
    builder.add(place.path, ids);
    adding += performance.now() - start;
    tokens += ids.length;
  };
  await readTokens({ folders: [folder], corpus: DEFAULT_CORPUS_OPTIONS }, tokenizer, add, signal);
  const read = performance.now();
  const segment = builder.build();
  const built = performance.now();
  await writeMemoryFile(path, segment, "bench");
  const written = performance.now();
  const { added, kept } = builder.files;
  return [
    ["files, of which the memory keeps", `${added}, ${kept}`],
    ["tokens, of which the memory keeps", `${tokens}, ${segment.tokens.length}`],
    ["to read and tokenise, s", seconds(read - began - adding)],
    ["to build the memory, s", seconds(adding + built - read)],
    ["to write it, s", seconds(written - built)],
    ["on disk, MB", megabytes(statSync(path).size)],
  ];
}

async function use(path: string, table: WordTable, lookups: number): Promise<string[][]> {
  const before = await liveBytes();
  const began = performance.now();
  const file = (await openMemoryFile(path, "bench"))!;
  const memory = new WorkspaceMemory(table, file.segment);
  const opened = performance.now() - began;
  const resident = (await liveBytes()) - before;
  const { tokens, files } = file.segment;
  const random = createRandom(1);
  const cpu = process.cpuUsage();
  const times = Array.from({ length: lookups }, () => {
    const at = 8000 + random.nextBelow(Math.max(1, tokens.length - 16_000));
    const gap = gapBetween(tokens.subarray(at - 8, at), tokens.subarray(at + 1, at + 9));
    const start = performance.now();
    memory.evidence(gap, files[0].path);
    const looked = performance.now();
    documentEvidence(tokens.subarray(at - 4000, at), tokens.subarray(at + 1, at + 4000), gap, table);
    return [looked - start, performance.now() - looked] as const;
  });
  const { user, system } = process.cpuUsage(cpu);
  const start = performance.now();
  memory.exchange(files[0].path, tokens.slice(0, 10_000));
  const exchanged = performance.now() - start;
  file.close();
  const [workspace, document] = [0, 1].map((at) => times.map((pair) => pair[at]).sort((a, b) => a - b));
  const share = (sorted: number[]) =>
    [0.5, 0.95, 0.999].map((part) => sorted[Math.floor(part * sorted.length)].toFixed(2)).join(", ");
  return [
    ["to open and check it, s", seconds(opened)],
    ["in memory, MB", megabytes(resident)],
    ["to look a gap up, ms (p50, p95, p99.9)", share(workspace)],
    ["in a document of 8,000 tokens, ms", share(document)],
    ["both together, mean of the processor's time, ms", ((user + system) / 1000 / lookups).toFixed(2)],
    ["to exchange a file of 10,000 tokens, ms", exchanged.toFixed(1)],
  ];
}

/** Of the heap and its buffers, which are only gone some time after a garbage collection. */
async function liveBytes(): Promise<number> {
  setFlagsFromString("--expose-gc");
  for (let turn = 0; turn < 3; turn++) {
    runInNewContext("gc")();
    await setTimeout(100);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length !== 1) console.log(HELP);
  else await bench(positionals[0], values);
});
