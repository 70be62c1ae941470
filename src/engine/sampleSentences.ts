import { pathRank } from "../core/training/split";

/** How many files to remember lines of: those most likely to be held out. */
const FILES = 64;
const LINES_PER_FILE = 4;
const MIN_WORDS = 5;
const MAX_LENGTH = 100;

/** Remembers a few readable lines of the files that are first in line to be held out, in bounded memory. */
export class SampleSentences {
  #kept: { path: string; rank: number; lines: string[] }[] = [];

  constructor(readonly seed: number) {}

  add(path: string, text: string): void {
    const rank = pathRank(path, this.seed);
    if (this.#kept.length === FILES && rank >= (this.#kept.at(-1)?.rank ?? 0)) return;
    const lines = pickLines(text);
    if (lines.length === 0) return;
    this.#kept.push({ path, rank, lines });
    this.#kept.sort((a, b) => a.rank - b.rank);
    this.#kept.splice(FILES);
  }

  /** Up to `count` lines of held-out files, from as many files as possible. Any file's where none is held out. */
  pick(heldOutFiles: readonly string[], count: number): string[] {
    const heldOut = new Set(heldOutFiles);
    const files = this.#kept.filter(({ path }) => heldOut.size === 0 || heldOut.has(path));
    const rounds = Array.from({ length: LINES_PER_FILE }, (_, round) =>
      files.flatMap(({ lines }) => lines[round] ?? []),
    );
    return [...new Set(rounds.flat())].slice(0, count);
  }
}

/** Lines that read like sentences or statements, evenly spread over the text. */
function pickLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const readable = lines.filter(
    (line) => line.length <= MAX_LENGTH && (line.match(/[\p{L}]{3,}/gu)?.length ?? 0) >= MIN_WORDS,
  );
  const step = Math.max(1, Math.floor(readable.length / LINES_PER_FILE));
  return readable.filter((_, index) => index % step === 0).slice(0, LINES_PER_FILE);
}
