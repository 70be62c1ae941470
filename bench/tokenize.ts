import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { IdBuffer } from "../src/core/tokenizer/idBuffer";
import { tokenizerFromJson } from "../src/core/tokenizer/readTokenizer";
import { createWordCounter } from "../src/core/tokenizer/wordpiece/countWords";
import { learnVocabulary } from "../src/core/tokenizer/wordpiece/learnVocabulary";
import { bertSpec, DEFAULT_NORMALIZER } from "../src/core/tokenizer/wordpiece/spec";
import { createWordPieceTokenizer } from "../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import { runMain } from "./shared/main";
import { quantile } from "./shared/rounds";

const OPTIONS = { help: { kind: "flag", help: "print this" } } as const;

const HELP = `Usage: npm run bench -- tokenize [FOLDER]

Tokenises the text of FOLDER, node_modules when absent, with this project's tokenizer and with Hugging Face's tokenizers
(Rust) in turns, checks that the ids are equal, and prints the throughput of both. Both give ids without offsets; each
of our rounds starts with an empty word cache. WORKSPACE_MLM_PYTHON names a python3 that has tokenizers.

${describeOptions(OPTIONS)}`;

const ROUNDS = 5;
const MAX_BYTES = 20e6;
const VOCAB_SIZE = 16_000;
/** As many as RoBERTa has, nearly. */
const BYTE_LEVEL_SIZE = 50_000;
const TEXT_FILE = /\.(?:[cm]?[jt]sx?|py|md|txt|rst|java|go|rs|c|h|cpp)$/;

const ENCODE = `
import array, hashlib, json, sys, time
from tokenizers import Tokenizer
texts = json.load(open(sys.argv[1] + "/texts.json", encoding="utf-8"))
tokenizer = Tokenizer.from_file(sys.argv[1] + "/tokenizer.json")
tokenizer.encode_special_tokens = True
encode = getattr(tokenizer, "encode_batch_fast", tokenizer.encode_batch)
start = time.perf_counter()
encodings = encode(texts, add_special_tokens=False)
seconds = time.perf_counter() - start
digest = hashlib.sha256()
for encoding in encodings:
    digest.update(array.array("i", encoding.ids).tobytes())
print(json.dumps({"seconds": seconds, "digest": digest.hexdigest()}))
`;

/** Learns a byte-level vocabulary, set up as ModernBERT's is or as RoBERTa's. */
const LEARN = `
import json, sys
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
folder, size, modern = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "modernbert"
texts = json.load(open(folder + "/texts.json", encoding="utf-8"))
tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
trainer = trainers.BpeTrainer(
    vocab_size=size,
    special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
    initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    show_progress=False,
)
tokenizer.train_from_iterator(texts, trainer)
if modern:
    tokenizer.normalizer = normalizers.NFC()
    runs = [AddedToken(" " * n, normalized=True) for n in range(24, 1, -1)]
    tokenizer.add_tokens([*runs, AddedToken("|||EMAIL_ADDRESS|||", normalized=True)])
tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), True, False)
tokenizer.save(folder + "/tokenizer.json")
`;

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
    for (const lowercase of [false, true]) {
      writeWordPiece(texts, lowercase, scratch);
      compare(`WordPiece, ${lowercase ? "uncased" : "cased"}`, texts, bytes, scratch);
    }
    for (const family of ["roberta", "modernbert"])
      if (python(LEARN, [scratch, `${BYTE_LEVEL_SIZE}`, family]) !== undefined)
        compare(`byte-level as ${family}`, texts, bytes, scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compare(name: string, texts: readonly string[], bytes: number, scratch: string): void {
  const json: unknown = JSON.parse(readFileSync(join(scratch, "tokenizer.json"), "utf8"));
  const { vocabSize } = tokenizerFromJson(json, "tokenizer.json");
  console.log(`\n${name}, ${vocabSize} pieces, median of ${ROUNDS} rounds`);
  const ours: Pass[] = [];
  const oneCore: Pass[] = [];
  const allCores: Pass[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(passOfOurs(json, texts));
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

function writeWordPiece(texts: readonly string[], lowercase: boolean, scratch: string): void {
  const normalizer = { ...DEFAULT_NORMALIZER, lowercase };
  const counter = createWordCounter({ normalizer });
  for (const text of texts) counter.add(text);
  const spec = bertSpec(learnVocabulary(counter.counts, { vocabSize: VOCAB_SIZE }), normalizer);
  const { "tokenizer.json": json } = createWordPieceTokenizer(spec).files();
  writeFileSync(join(scratch, "tokenizer.json"), JSON.stringify(json));
}

function passOfOurs(json: unknown, texts: readonly string[]): Pass {
  const tokenizer = tokenizerFromJson(json, "tokenizer.json");
  const ids = new IdBuffer();
  const start = performance.now();
  for (const text of texts) tokenizer.encodeIds(text, ids);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, digest: createHash("sha256").update(ids.view()).digest("hex") };
}

/** undefined if Python or its library is missing. */
function passOfRust(scratch: string, env: Record<string, string>): Pass | undefined {
  const printed = python(ENCODE, [scratch], env);
  return printed === undefined ? undefined : JSON.parse(printed);
}

/** What a program prints; undefined if Python or its library is missing. */
function python(program: string, args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout } = spawnSync(
    process.env["WORKSPACE_MLM_PYTHON"] ?? "python3",
    ["-c", program, ...args],
    { env: { ...process.env, ...env }, encoding: "utf8" },
  );
  return status === 0 ? stdout : undefined;
}

function report(name: string, passes: readonly Pass[], ours: readonly Pass[], bytes: number): void {
  const seconds = medianSeconds(passes);
  const ratio = seconds / medianSeconds(ours);
  console.log(
    `  ${name.padEnd(16)}${(bytes / 1e6 / seconds).toFixed(1).padStart(8)} MB/s   ${ratio.toFixed(1)}x our time`,
  );
}

function medianSeconds(passes: readonly Pass[]): number {
  const seconds = passes.map((pass) => pass.seconds);
  return quantile(seconds, 0.5);
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
