import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { type CorpusOptions, DEFAULT_CORPUS_OPTIONS } from "../core/corpus/options";
import { summarize, type TokenCounter } from "../core/corpus/summary";
import { Fault } from "../core/errors";
import { IdBuffer } from "../core/tokenizer/idBuffer";
import { loadModel } from "../engine/loadModel";
import { type ScannedFile, scanCorpus } from "../node/corpus/scan";
import { isInside } from "../node/corpus/walk";
import { ioFault } from "../node/ioFault";
import type { Command } from "./command";
import { formatSummary, formatWhy } from "./scanFormat";

export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly isTTY?: boolean;
}

const HELP = `Usage: workspace-mlm scan [options] FOLDER...

Lists what training would read of the folders and what not, and why.

Options:
  --include GLOB        read only what matches (may be repeated)
  --exclude GLOB        leave out what matches (may be repeated)
  --max-file-size SIZE  leave out larger files: bytes, or with KB or MB (default 1MB)
  --model FOLDER        count tokens with this model's tokenizer instead of estimating
  --why FILE            say what becomes of this one file
  --json                print one line of JSON for each file, then a summary
  --help                print this

No option and no ignore file brings in a file that may hold secrets.
`;

const OPTIONS = {
  include: { type: "string", multiple: true },
  exclude: { type: "string", multiple: true },
  "max-file-size": { type: "string" },
  model: { type: "string" },
  why: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** `scan` as the program's command. */
export const scan: Command = {
  summary: "list what training would read of a folder, and why not the rest",
  help: HELP.trimEnd(),
  run: (argv, io) => scanCommand([...argv], io),
};

/** The command `scan`; returns the exit status: 0, 1 when there is nothing to read, 2 for a wrong call or folder. */
export async function scanCommand(argv: string[], io: CommandIo): Promise<number> {
  try {
    const { values, positionals } = parse(argv);
    if (values.help) return print(io, HELP);
    if (positionals.length === 0) throw new Fault("bad-option", "Name a folder to scan; --help tells how.");
    const files = scanCorpus(positionals, corpusOptions(values));
    if (values.why !== undefined) return await why(values.why, positionals[0], files, io);
    const countTokens = values.model === undefined ? undefined : await tokenCounter(values.model);
    return values.json ? await listJson(files, io, countTokens) : await list(files, io, countTokens);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function tokenCounter(model: string): Promise<TokenCounter> {
  const { tokenizer } = await loadModel(model);
  const ids = new IdBuffer();
  return (text) => {
    ids.clear();
    tokenizer.encodeIds(text, ids);
    return ids.length;
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw new Fault("bad-option", `${(cause as Error).message}; --help tells how to call scan.`, { cause });
  }
}

function corpusOptions(values: ReturnType<typeof parse>["values"]): CorpusOptions {
  return {
    ...DEFAULT_CORPUS_OPTIONS,
    include: values.include ?? [],
    exclude: values.exclude ?? [],
    maxFileSize: parseSize(values["max-file-size"]),
    caseSensitive: process.platform !== "win32" && process.platform !== "darwin",
  };
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1024,
  k: 1024,
  mb: 1024 ** 2,
  m: 1024 ** 2,
};
const LARGEST_FILE = 256 * 1024 ** 2;

function parseSize(text: string | undefined): number {
  if (text === undefined) return DEFAULT_CORPUS_OPTIONS.maxFileSize;
  const [, digits, unit] = /^(\d+(?:\.\d+)?) *([a-z]*)$/i.exec(text.trim()) ?? [];
  const size = Math.floor(Number(digits) * (UNITS[unit?.toLowerCase()] ?? Number.NaN));
  if (size >= 1 && size <= LARGEST_FILE) return size;
  throw new Fault("bad-option", `--max-file-size is "${text}"; give bytes, or KB or MB, up to 256MB.`);
}

function print(io: CommandIo, text: string): number {
  io.stdout.write(text);
  return 0;
}

/** Scans as far as the file, or the folder that it is left out with: what it is a copy of comes before. */
async function why(file: string, folder: string, files: AsyncIterable<ScannedFile>, io: CommandIo) {
  const wanted = locate(file, folder);
  for await (const entry of files) {
    if (entry.path !== wanted && !(entry.type === "folder" && isInside(wanted, entry.path))) continue;
    return print(io, formatWhy(relative(entry.root, wanted).split(sep).join("/"), entry));
  }
  throw new Fault(
    "bad-option",
    `${file} is not a file of the folder; give its path, or the path from the folder.`,
  );
}

/** A path from here or from the folder, absolute; only links in the folders above the file are followed. */
function locate(file: string, folder: string): string {
  for (const path of [resolve(folder, file), resolve(file)]) {
    try {
      if (lstatSync(path, { throwIfNoEntry: false }))
        return join(realpathSync(dirname(path)), basename(path));
    } catch (error) {
      throw ioFault("look at", path, error);
    }
  }
  throw new Fault("bad-option", `${file} does not exist; give its path, or the path from the folder.`);
}

async function list(files: AsyncIterable<ScannedFile>, io: CommandIo, countTokens?: TokenCounter) {
  const summary = await summarize(files, countTokens);
  io.stdout.write(formatSummary(summary));
  return summary.read.files > 0 ? 0 : 1;
}

async function listJson(files: AsyncIterable<ScannedFile>, io: CommandIo, countTokens?: TokenCounter) {
  const printed = tap(files, (file) => io.stdout.write(`${JSON.stringify(fileRecord(file))}\n`));
  const summary = await summarize(printed, countTokens);
  io.stdout.write(`${JSON.stringify({ summary })}\n`);
  return summary.read.files > 0 ? 0 : 1;
}

async function* tap<T>(items: AsyncIterable<T>, see: (item: T) => void): AsyncGenerator<T> {
  for await (const item of items) {
    see(item);
    yield item;
  }
}

/** A file without its text. */
function fileRecord({ root, relativePath, type, size, verdict }: ScannedFile) {
  const place = { root, path: relativePath, type, size };
  if (verdict.kind === "left-out")
    return { ...place, read: false, reason: verdict.reason, detail: verdict.detail };
  return { ...place, read: true, weight: verdict.weight, nearDuplicateOf: verdict.nearDuplicateOf };
}
