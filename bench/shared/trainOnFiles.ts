import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { train } from "../../src/cli/trainCommand";
import { textHash } from "../../src/core/corpus/textHash";
import { exists } from "../../src/node/readFiles";
import type { FileText } from "./hiddenInFiles";
import { loadRanked, type RankedModel } from "./rankedModel";

/** Options of a bench that asks a trained model, too. */
export const TRAINED_OPTIONS = {
  trained: { kind: "flag", help: "ask a model trained on the other files, too" },
  epochs: { kind: "integer", default: 0, min: 0, max: 1000, help: "of training; 0 for the usual ones" },
  keep: {
    kind: "text",
    placeholder: "FOLDER",
    help: "keep trained models there, and take those that are there",
  },
} as const;

export interface TrainOnFilesOptions {
  /** Folder of the model to start from. */
  readonly model: string;
  readonly threads: number;
  /** 0 for the usual ones. */
  readonly epochs: number;
  readonly keep?: string | undefined;
}

/** A model after the usual training on some files of a folder; with `keep` the one that an earlier call made of the same text. */
export async function trainOnFiles(
  folder: string,
  files: readonly FileText[],
  options: TrainOnFilesOptions,
): Promise<RankedModel> {
  const temporary = await mkdtemp(join(tmpdir(), "workspace-mlm-words-"));
  try {
    const kept = join(options.keep ?? temporary, nameOf(folder, files, options));
    if (!(await exists(kept))) await trainTo(kept, await copied(files, join(temporary, "text")), options);
    return await loadRanked((await exists(kept)) ? kept : options.model);
  } finally {
    await rm(temporary, { recursive: true });
  }
}

function nameOf(folder: string, files: readonly FileText[], { model, epochs }: TrainOnFilesOptions): string {
  const seen = JSON.stringify([model, epochs, files.map(({ name, text }) => [name, text])]);
  return `${basename(folder)}-${textHash(seen).toString(16)}`;
}

async function copied(files: readonly FileText[], to: string): Promise<string> {
  for (const { path, name } of files) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await cp(path, join(to, name));
  }
  return to;
}

/** As a person would; nothing is written where the model to start from is as good. */
async function trainTo(kept: string, text: string, options: TrainOnFilesOptions): Promise<void> {
  const { model, epochs, threads } = options;
  const { stdout, stderr } = process;
  const { signal } = new AbortController();
  const io = { stdout, stderr, isTerminal: false, inputLines: () => undefined, signal };
  await mkdir(dirname(kept), { recursive: true });
  const numbers = ["--epochs", String(epochs), "--threads", String(threads)];
  await train([text, "--model", model, "--output", kept, "--no-token-cache", ...numbers], io);
}
