import { quotesDemonstration } from "./demonstration";
import type { Kind } from "./kinds";

const MAX_LINE = 400;
const MIN_UNITS = 200;
const MAX_UNITS = 60_000;
const GENERATED =
  /@generated|do not (edit|modify)|auto-?generated|automatically generated|generated (by|from|file|code)|code generated|__esModule|__webpack_require__|_interopRequire|sourceMappingURL/i;
/** Pages of single sentences, which may be short. */
export const SHORT: ReadonlySet<Kind> = new Set([
  "sentences",
  "stories",
  "talks",
  "examples",
  "grammar",
  "glosses",
]);
const RUNNING_TEXT: ReadonlySet<Kind> = new Set([
  "prose",
  "everyday",
  "sentences",
  "stories",
  "talks",
  "examples",
  "grammar",
  "glosses",
]);

/** A text as the corpus keeps it, or undefined for one that is minified, generated, foreign or too short. */
export function cleanText(kind: Kind, raw: string): string | undefined {
  const running = RUNNING_TEXT.has(kind);
  const text = tidy(raw);
  if (!running && (GENERATED.test(text.slice(0, 3_000)) || looksMinified(text))) return undefined;
  const lines = text.split("\n").flatMap((line) => (running ? wrap(line) : line));
  const kept = lines.filter((line) => line.length <= MAX_LINE && !quotesDemonstration(line));
  const joined = kept
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return joined.length < minimumUnits(kind) || isForeign(joined) ? undefined : cut(joined);
}

function minimumUnits(kind: Kind): number {
  return SHORT.has(kind) ? 20 : MIN_UNITS;
}

function tidy(raw: string): string {
  return (
    raw
      .replace(/^\ufeff/, "")
      .replace(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what goes.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/g, "")
      .replace(/[ \t]+$/gm, "")
  );
}

function looksMinified(text: string): boolean {
  const lines = text.split("\n");
  const long = lines.filter((line) => line.length > MAX_LINE).length;
  return long > lines.length / 50 || text.length / lines.length > 110;
}

/** Breaks a long paragraph at sentence ends, and a sentence that is too long at spaces. */
function wrap(line: string): string[] {
  if (line.length <= MAX_LINE) return [line];
  const rows: string[] = [""];
  for (const sentence of line.split(/(?<=[.!?:;]["')]?) +/))
    for (const piece of sentence.length > MAX_LINE ? sentence.split(" ") : [sentence])
      if (rows.at(-1)!.length + piece.length < MAX_LINE) rows.push(`${rows.pop()} ${piece}`.trim());
      else rows.push(piece);
  return rows;
}

/** True for text that is mostly digits, symbols or another script: tables, hashes, translations. */
function isForeign(text: string): boolean {
  const sample = text.slice(0, 20_000);
  const letters = sample.match(/[A-Za-z]/g)?.length ?? 0;
  const others = sample.match(/[^ -~\s\u2000-\u206f\u2190-\u25ff]/g)?.length ?? 0;
  const visible = sample.match(/\S/g)?.length ?? 0;
  return letters < visible * 0.5 || others > visible * 0.05;
}

/** A very long file is cut at a line's end, so that one file cannot outweigh a package. */
function cut(text: string): string {
  return text.length <= MAX_UNITS ? text : text.slice(0, text.lastIndexOf("\n", MAX_UNITS));
}
