import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { summarize, type TokenCounter } from "../core/corpus/summary";
import { Fault } from "../core/errors";
import { IdBuffer } from "../core/tokenizer/idBuffer";
import { loadModel } from "../engine/models/loadModel";
import { type ScannedFile, scanCorpus } from "../node/corpus/scan";
import { isInside } from "../node/corpus/walk";
import { ioFault } from "../node/ioFault";
import { type Command, type Output, printJson, printLine } from "./command";
import { CORPUS_OPTIONS, corpusOptions } from "./corpusOptions";
import { describeOptions, parseOptions } from "./options";
import { formatSummary, formatWhy } from "./scanFormat";

interface ScanIo {
  readonly stdout: Output;
  readonly stderr: Output;
}

const OPTIONS = {
  ...CORPUS_OPTIONS,
  model: {
    kind: "text",
    placeholder: "FOLDER",
    help: "count tokens with this model's tokenizer instead of estimating",
  },
  why: { kind: "text", placeholder: "FILE", help: "say what becomes of this one file" },
  json: { kind: "flag", help: "print one line of JSON for each file, then a summary" },
} as const;

export const scanCommand: Command = {
  summary: "list what training would read of a folder, and why not the rest",
  help: `Usage: workspace-mlm scan FOLDER... [OPTIONS]

Lists what training would read of the folders and what not, and why.
No option and no ignore file brings in a file that may hold secrets.

${describeOptions(OPTIONS)}`,
  run: runScan,
};

/** Returns the exit status: 0, 1 when there is nothing to read, 2 for a wrong call or folder. */
export async function runScan(argv: readonly string[], io: ScanIo): Promise<number> {
  try {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    if (positionals.length === 0) throw new Fault("bad-option", "Name a folder to scan; --help tells how.");
    const files = scanCorpus(positionals, corpusOptions(values));
    if (values.why !== undefined) return await why(values.why, positionals[0], files, io);
    const countTokens = values.model === undefined ? undefined : await tokenCounter(values.model);
    return values.json ? await listJson(files, io, countTokens) : await list(files, io, countTokens);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    printLine(io.stderr, error.message);
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

function print(io: ScanIo, text: string): number {
  io.stdout.write(text);
  return 0;
}

/** Scans as far as the file, or the folder that it is left out with: what it is a copy of comes before. */
async function why(file: string, folder: string, files: AsyncIterable<ScannedFile>, io: ScanIo) {
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

async function list(files: AsyncIterable<ScannedFile>, io: ScanIo, countTokens?: TokenCounter) {
  const summary = await summarize(files, countTokens);
  io.stdout.write(formatSummary(summary));
  return summary.read.files > 0 ? 0 : 1;
}

async function listJson(files: AsyncIterable<ScannedFile>, io: ScanIo, countTokens?: TokenCounter) {
  const printed = tap(files, (file) => printJson(io.stdout, fileRecord(file)));
  const summary = await summarize(printed, countTokens);
  printJson(io.stdout, { summary });
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
  return {
    ...place,
    read: true,
    weight: verdict.weight,
    nearDuplicateOf: verdict.nearDuplicateOf?.relativePath,
  };
}
