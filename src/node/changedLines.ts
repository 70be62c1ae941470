import { realpathSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../core/errors";
import { sentence } from "../core/sentence";
import { git } from "./git";

/** Lines from 1, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Of files, by their absolute paths without links, the lines that were written since a commit. */
export type ChangedLines = ReadonlyMap<string, readonly LineRange[]>;

const ALL: readonly LineRange[] = [{ first: 1, last: Number.POSITIVE_INFINITY }];

/**
 * The lines below a folder that are not as they were in the commit `since`, with what is not committed and the files that
 * Git does not know. Throws a Fault "bad-option" where the folder is in no repository or there is no such commit.
 */
export function changedLines(folder: string, since: string): ChangedLines {
  const commit = answer(folder, since, [
    "rev-parse",
    "--verify",
    "--end-of-options",
    `${since}^{commit}`,
  ]).trim();
  const top = realpathSync(answer(folder, since, ["rev-parse", "--show-toplevel"]).trim());
  const changed = new Map<string, readonly LineRange[]>();
  const prefix = answer(folder, since, ["rev-parse", "--show-prefix"]).trim();
  for (const [path, patch] of patches(answer(folder, since, ["diff", ...DIFF, commit, "--", "."])))
    changed.set(join(top, prefix, path), linesIn(patch));
  const unknown = ["ls-files", "--others", "--exclude-standard", "-z", "--", "."];
  for (const path of paths(answer(folder, since, unknown))) changed.set(join(top, prefix, path), ALL);
  return changed;
}

/** The files first, with their paths as they are, then their patches in the same order. */
const DIFF = [
  ...["--raw", "--patch", "-z", "--unified=0", "--relative", "--diff-filter=d"],
  ...["--no-renames", "--no-color", "--no-ext-diff", "--no-textconv"],
];

/** The patch of each file. */
function patches(output: string): [path: string, patch: string][] {
  const files = Array.from(output.matchAll(/:\d+ \d+ \w+ \w+ \w+\0([^\0]+)\0/gy), ([entry, path]) => ({
    entry,
    path,
  }));
  const start = files.reduce((length, { entry }) => length + entry.length, 0);
  const [, ...all] = output.slice(start).split(/(?:^\0|\n)diff --git /);
  const texts = all.filter((text) => !/^.*\ndeleted file mode /.test(text)); // a file that became a link has two
  return files.map(({ path }, index) => [path, texts[index] ?? ""]);
}

const paths = (output: string): string[] => output.split("\0").filter((path) => path !== "");

/** The lines of the new file in the hunks of a patch: "@@ -3 +3,2 @@". */
function linesIn(text: string): LineRange[] {
  return Array.from(text.matchAll(/\n@@ -\S+ \+(\d+)(?:,(\d+))? @@/g), ([, start, count = "1"]) => ({
    first: Number(start),
    last: Number(start) + Number(count) - 1,
  })).filter(({ first, last }) => last >= first);
}

function answer(folder: string, since: string, args: readonly string[]): string {
  const { status, stdout, stderr } = git(folder, args);
  if (status === 0) return stdout;
  const [line = ""] = stderr.trim().split("\n");
  const why = line.replace(/^(fatal|error): /, "") || sentence`it cannot be started`;
  throw new Fault("bad-option", sentence`Git cannot say what changed in ${folder} since ${since}: ${why}.`);
}
