import { textHash } from "../../core/corpus/textHash";

export interface SampleText {
  /** A hash of it decides whether it is chosen. */
  readonly name: string;
  /** Empty if it can no longer be read. */
  text(): string;
}

export interface SampleOptions {
  readonly count: number;
  readonly seed: number;
}

/** How many files to look for lines in. */
const FILES = 64;
const LINES_PER_FILE = 4;
const MIN_WORDS = 5;
const MAX_LENGTH = 100;

/** Up to `count` readable lines of these texts, from as many as possible; their order does not matter. */
export function sampleSentences(
  candidates: readonly SampleText[],
  { count, seed }: SampleOptions,
): readonly string[] {
  const files: string[][] = [];
  for (const candidate of firstByRank(candidates, seed)) {
    if (files.length === count) break;
    const lines = pickLines(candidate.text());
    if (lines.length > 0) files.push(lines);
  }
  const rounds = Array.from({ length: LINES_PER_FILE }, (_, round) =>
    files.flatMap((lines) => lines[round] ?? []),
  );
  return [...new Set(rounds.flat())].slice(0, count);
}

function firstByRank(texts: readonly SampleText[], seed: number): SampleText[] {
  const ranked = texts.map((text) => ({ text, rank: textHash(text.name, seed) }));
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, FILES)
    .map(({ text }) => text);
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
