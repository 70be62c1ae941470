import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeWorkspace, put, scan } from "./workspace";

/** Few names, so that patterns meet files. None is special to the built-in rules. */
const NAMES = ["a", "b", "ab", "a.x", "b.x", "a b", "#a", "!a", "[a]", "é"];
const name = fc.constantFrom(...NAMES);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));

const glob = fc.constantFrom(
  "a",
  "b",
  "ab",
  "a*",
  "*b",
  "*",
  "?",
  "*.x",
  "a?",
  "[ab]",
  "[!a]",
  "**",
  "a b",
  "\\#a",
  "\\!a",
  "\\[a\\]",
  "é",
);
const pattern = fc
  .record({
    negated: fc.boolean(),
    anchored: fc.boolean(),
    parts: fc.array(glob, { minLength: 1, maxLength: 3 }),
    folder: fc.boolean(),
    trailing: fc.constantFrom("", "", "", " ", "\r"),
  })
  .map(({ negated, anchored, parts, folder, trailing }) => {
    return (negated ? "!" : "") + (anchored ? "/" : "") + parts.join("/") + (folder ? "/" : "") + trailing;
  });
const ignoreFile = fc.array(fc.oneof({ weight: 8, arbitrary: pattern }, fc.constantFrom("", "# a", "#")), {
  maxLength: 6,
});

const tree = fc.record({
  paths: fc.uniqueArray(path, { minLength: 1, maxLength: 15 }),
  ignoreFiles: fc.array(fc.tuple(fc.option(path, { nil: "" }), ignoreFile), { maxLength: 4 }),
  exclude: ignoreFile,
  own: ignoreFile,
  lineEnd: fc.constantFrom("\n", "\r\n"),
  mark: fc.constantFrom("", "\uFEFF"),
});

/** Drops a path that is a folder of another, or lies in a file. */
function possible(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)));
}

function allFiles(root: string): string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith(".git/"));
}

function ignoredByGit(root: string, paths: readonly string[]): Set<string> {
  const input = paths.join("\0");
  try {
    const argv = ["check-ignore", "--no-index", "--stdin", "-z"];
    const output = execFileSync("git", argv, { cwd: root, input, stdio: "pipe" });
    return new Set(output.toString().split("\0").filter(Boolean));
  } catch (error) {
    if ((error as { status?: number }).status === 1) return new Set();
    throw error;
  }
}

test("a walk leaves out what git check-ignore names, and nothing else", { timeout: 900_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(tree, async ({ paths, ignoreFiles, exclude, own, lineEnd, mark }) => {
      const files = possible(paths);
      const folders = ignoreFiles.filter(
        ([folder]) => folder === "" || paths.some((path) => path.startsWith(`${folder}/`)),
      );
      const textOf = (lines: readonly string[]) => mark + lines.map((line) => line + lineEnd).join("");
      const root = makeWorkspace({
        ...Object.fromEntries(files.map((file, i) => [file, `words ${i}\n`])),
        ...Object.fromEntries(folders.map(([folder, lines]) => [join(folder, ".gitignore"), textOf(lines)])),
      });
      execFileSync("git", ["init", "-q", root]);
      put(root, ".git/info/exclude", textOf(exclude));
      put(root, ".git/own ignore file", textOf(own));
      execFileSync("git", ["-C", root, "config", "core.excludesFile", ".git/own ignore file"]);
      const all = allFiles(root);
      const ignored = ignoredByGit(root, all);
      const found = await scan(root);
      const kept = found.filter(
        ({ type, verdict }) =>
          type === "file" && !(verdict.kind === "left-out" && verdict.reason === "ignored"),
      );
      expect(kept.map(({ relativePath }) => relativePath).sort()).toEqual(
        all.filter((file) => !ignored.has(file)).sort(),
      );
    }),
    {
      numRuns: Number(process.env["PROPERTY_RUNS"] ?? 60),
      seed: Number(process.env["PROPERTY_SEED"] ?? 20240),
    },
  );
});
