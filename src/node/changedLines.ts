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
  const below = ["--relative", "--diff-filter=d", "--no-renames", commit, "--", "."];
  const prefix = answer(folder, since, ["rev-parse", "--show-prefix"]).trim();
  for (const path of paths(answer(folder, since, ["diff", "--name-only", "-z", ...below])))
    changed.set(join(top, prefix, path), linesIn(patch(folder, since, commit, path)));
  const unknown = ["ls-files", "--others", "--exclude-standard", "-z", "--", "."];
  for (const path of paths(answer(folder, since, unknown))) changed.set(join(top, prefix, path), ALL);
  return changed;
}

function patch(folder: string, since: string, commit: string, path: string): string {
  const options = ["--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"];
  return answer(folder, since, ["diff", ...options, commit, "--", `:(literal)${path}`]);
}

const paths = (output: string): string[] => output.split("\0").filter((path) => path !== "");

/** The lines of the new file in the hunks of a patch: "@@ -3 +3,2 @@". */
function linesIn(text: string): LineRange[] {
  return Array.from(text.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm), ([, start, count = "1"]) => ({
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
