import type { LeftOutTally, ScanSummary } from "../core/corpus/summary";
import { REASONS } from "../core/corpus/verdict";
import type { ScannedFile } from "../node/corpus/scan";
import { printable } from "./printable";

/** The summary as a table for a person. */
export function formatSummary({ read, leftOut }: ScanSummary): string {
  const tokens = `${read.tokensEstimated ? "about " : ""}${read.tokens.toLocaleString("en")} tokens`;
  const near =
    read.nearDuplicates > 0 ? `, ${count(read.nearDuplicates, "near-duplicate")}, read for what is new` : "";
  const head = `Read: ${count(read.files, "file")}, ${formatSize(read.size)}, ${tokens}${near}\n`;
  return leftOut.length === 0 ? head : `${head}\nLeft out:\n${table(leftOut.map(row))}`;
}

function row({ reason, files, folders, size, examples }: LeftOutTally): string[] {
  const counts = [files > 0 && count(files, "file"), folders > 0 && count(folders, "folder")];
  const more = files + folders > examples.length ? ", ..." : "";
  const shown = examples.map((path) => shorten(printable(path))).join(", ");
  return [REASONS[reason], counts.filter(Boolean).join(", "), size > 0 ? formatSize(size) : "", shown + more];
}

const LONGEST_NAME = 50;

function shorten(path: string): string {
  return path.length <= LONGEST_NAME ? path : `...${path.slice(-LONGEST_NAME)}`;
}

function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const line = (cells: string[]) =>
    `  ${cells.map((cell, i) => cell.padEnd(widths[i])).join("  ")}`.trimEnd();
  return `${rows.map(line).join("\n")}\n`;
}

/** What becomes of one file or folder, in a sentence. */
export function formatWhy(path: string, { verdict, relativePath, type }: ScannedFile): string {
  const name = printable(path);
  if (verdict.kind === "read") {
    const { weight, nearDuplicateOf } = verdict;
    if (nearDuplicateOf === undefined) return `${name} is read.\n`;
    const similar = printable(nearDuplicateOf.relativePath);
    return `${name} is read, but only its new lines, about ${(100 * weight).toFixed(0)} %, are learnt from: it is nearly the same as ${similar}.\n`;
  }
  const detail = verdict.detail === undefined ? "" : ` (${printable(verdict.detail)})`;
  const because = REASONS[verdict.reason] + detail;
  if (path === relativePath || type !== "folder") return `${name} is left out: ${because}.\n`;
  return `${name} is left out with its folder ${printable(relativePath || ".")}: ${because}.\n`;
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  return bytes < 1024 ** 3 ? `${(bytes / 1024 ** 2).toFixed(1)} MB` : `${(bytes / 1024 ** 3).toFixed(2)} GB`;
}
