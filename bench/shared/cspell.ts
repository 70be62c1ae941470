import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { linePlaces } from "../../src/core/linePlaces";

const PACKAGE = "cspell@8.19.4";

export interface SpellCheckedText {
  /** With `/`; its ending says which dictionaries count. */
  readonly name: string;
  readonly text: string;
}

/** A word that cspell does not know, from `start` to `end` in UTF-16 units, and what it suggests. */
export interface SpellIssue {
  readonly start: number;
  readonly end: number;
  readonly suggestions: readonly string[];
}

/** Has cspell check texts, with its own dictionaries and these words; npx fetches it. */
export function spellIssues(texts: readonly SpellCheckedText[], words: readonly string[]): SpellIssue[][] {
  const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-cspell-"));
  try {
    const files = texts.map(({ name, text }, at) => write(folder, join(String(at), name), text));
    write(folder, "cspell.json", JSON.stringify({ version: "0.2", words }));
    const options = [
      "--no-progress",
      "--no-summary",
      "--show-suggestions",
      "--no-exit-code",
      "--no-relative",
    ];
    const { stdout, status, stderr } = spawnSync(
      "npx",
      [
        "--yes",
        PACKAGE,
        "lint",
        ...options,
        "--no-gitignore",
        "--config",
        join(folder, "cspell.json"),
        ...files,
      ],
      { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28, env: { ...process.env, NO_COLOR: "1" } },
    );
    if (status !== 0) throw new Error(`cspell ended with ${status}: ${stderr.trim()}`);
    return texts.map(({ text }, at) => issuesOf(text, files[at], stdout));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Reads "PATH:3:7 - Unknown word (lnatern) Suggestions: [lantern, lanterns]". */
function issuesOf(text: string, path: string, output: string): SpellIssue[] {
  const line = /^(.*):(\d+):(\d+) - Unknown word \((.*?)\)(?: .*?Suggestions: \[(.*)\])?/;
  const starts = lineStarts(text);
  return output.split("\n").flatMap((each) => {
    const [, file, row, column, word, suggestions = ""] = line.exec(each) ?? [];
    if (file !== path) return [];
    const start = starts[Number(row) - 1] + Number(column) - 1;
    const named = suggestions.split(", ").map((suggestion) => suggestion.replace(/\*$/, ""));
    return [
      { start, end: start + word.length, suggestions: named.filter((suggestion) => suggestion !== "") },
    ];
  });
}

function lineStarts(text: string): number[] {
  const placeAt = linePlaces(text);
  const starts = [0];
  for (let at = 1; at <= text.length; at++) if (placeAt(at).line > starts.length) starts.push(at);
  return starts;
}
