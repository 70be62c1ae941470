import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IdBuffer } from "../src/core/tokenizer/idBuffer";
import { createWordCounter } from "../src/core/tokenizer/wordpiece/countWords";
import { learnVocabulary } from "../src/core/tokenizer/wordpiece/learnVocabulary";
import { bertSpec, DEFAULT_NORMALIZER, type WordPieceSpec } from "../src/core/tokenizer/wordpiece/spec";
import { createWordPieceTokenizer } from "../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import { toTokenizerJson } from "../src/core/tokenizer/wordpiece/writeWordPiece";

const OPTIONS = { help: { kind: "flag", help: "print this" } } as const;

const HELP = `Usage: npm run bench -- tokenize [FOLDER]

Tokenises the text of FOLDER, node_modules when absent, with this project's tokenizer and with Hugging Face's tokenizers
(Rust) in turns, checks that the ids are equal, and prints the throughput of both. Both give ids without offsets; each
of our rounds starts with an empty word cache. WORKSPACE_MLM_PYTHON names a python3 that has tokenizers.

${describeOptions(OPTIONS)}`;

const ROUNDS = 5;
const MAX_BYTES = 20e6;
const VOCAB_SIZE = 16_000;
const TEXT_FILE = /\.(?:[cm]?[jt]sx?|py|md|txt|rst|java|go|rs|c|h|cpp)$/;

const PYTHON = `
import array, hashlib, json, sys, time
from tokenizers import Tokenizer
texts = json.load(open(sys.argv[1] + "/texts.json", encoding="utf-8"))
tokenizer = Tokenizer.from_file(sys.argv[1] + "/tokenizer.json")
encode = getattr(tokenizer, "encode_batch_fast", tokenizer.encode_batch)
start = time.perf_counter()
encodings = encode(texts, add_special_tokens=False)
seconds = time.perf_counter() - start
digest = hashlib.sha256()
for encoding in encodings:
    digest.update(array.array("i", encoding.ids).tobytes())
print(json.dumps({"seconds": seconds, "digest": digest.hexdigest()}))
`;

import { describeOptions, parseOptions } from "../src/cli/options";
import { runMain } from "./shared/main";

interface Pass {
  readonly seconds: number;
  /** SHA-256 of the ids of all texts, as 32-bit integers. */
  readonly digest: string;
}

function main(argv: readonly string[]): void {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help) console.log(HELP);
  else compareOn(positionals[0] ?? "node_modules");
}

function compareOn(folder: string): void {
  const texts = readTexts(folder);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`${texts.length} files, ${(bytes / 1e6).toFixed(1)} MB of text from ${folder}`);
  const scratch = mkdtempSync(join(tmpdir(), "tokenize-"));
  try {
    writeFileSync(join(scratch, "texts.json"), JSON.stringify(texts));
    for (const lowercase of [false, true]) compare(texts, bytes, lowercase, scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compare(texts: readonly string[], bytes: number, lowercase: boolean, scratch: string): void {
  const spec = learnSpec(texts, lowercase);
  writeFileSync(join(scratch, "tokenizer.json"), JSON.stringify(toTokenizerJson(spec)));
  console.log(
    `\n${lowercase ? "uncased" : "cased"}, ${spec.vocab.length} pieces, median of ${ROUNDS} rounds`,
  );
  const ours: Pass[] = [];
  const oneCore: Pass[] = [];
  const allCores: Pass[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(passOfOurs(spec, texts));
    const theirs = passOfRust(scratch, { TOKENIZERS_PARALLELISM: "false", RAYON_NUM_THREADS: "1" });
    if (!theirs) continue;
    oneCore.push(theirs);
    allCores.push(passOfRust(scratch, { TOKENIZERS_PARALLELISM: "true" })!);
  }
  report("ours, one core", ours, ours, bytes);
  if (oneCore.length === 0) {
    console.log("To compare, run: pip install tokenizers, and set WORKSPACE_MLM_PYTHON to that python3.");
    return;
  }
  report("Rust, one core", oneCore, ours, bytes);
  report("Rust, all cores", allCores, ours, bytes);
  const digests = new Set([...ours, ...oneCore, ...allCores].map((pass) => pass.digest));
  console.log(digests.size === 1 ? "  ids are equal" : "  IDS DIFFER");
  if (digests.size !== 1) process.exitCode = 1;
}

function learnSpec(texts: readonly string[], lowercase: boolean): WordPieceSpec {
  const normalizer = { ...DEFAULT_NORMALIZER, lowercase };
  const counter = createWordCounter({ normalizer });
  for (const text of texts) counter.add(text);
  return bertSpec(learnVocabulary(counter.counts, { vocabSize: VOCAB_SIZE }), normalizer);
}

function passOfOurs(spec: WordPieceSpec, texts: readonly string[]): Pass {
  const tokenizer = createWordPieceTokenizer(spec);
  const ids = new IdBuffer();
  const start = performance.now();
  for (const text of texts) tokenizer.encodeIds(text, ids);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, digest: createHash("sha256").update(ids.view()).digest("hex") };
}

/** undefined if Python or its library is missing. */
function passOfRust(scratch: string, env: Record<string, string>): Pass | undefined {
  const python = process.env["WORKSPACE_MLM_PYTHON"] ?? "python3";
  const { status, stdout } = spawnSync(python, ["-c", PYTHON, scratch], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

function report(name: string, passes: readonly Pass[], ours: readonly Pass[], bytes: number): void {
  const seconds = median(passes.map((pass) => pass.seconds));
  const ratio = seconds / median(ours.map((pass) => pass.seconds));
  console.log(
    `  ${name.padEnd(16)}${(bytes / 1e6 / seconds).toFixed(1).padStart(8)} MB/s   ${ratio.toFixed(1)}x our time`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** The text files of a folder in order of name, up to `MAX_BYTES`. */
function readTexts(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    TEXT_FILE.test(name),
  );
  const texts: string[] = [];
  let size = 0;
  for (const name of names.sort()) {
    if (size >= MAX_BYTES) break;
    const text = readIfFile(join(folder, name));
    size += text.length;
    if (text !== "") texts.push(text);
  }
  return texts;
}

function readIfFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

runMain(main);
