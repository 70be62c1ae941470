import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { corpusOptions } from "../../../src/cli/corpusOptions";
import { readTokens } from "../../../src/engine/corpus/readCorpus";
import { loadModel } from "../../../src/engine/models/loadModel";
import { ended, expectFault, run, start } from "../../support/commandLine";
import { type Files, makeWorkspace, put, scan, verdicts } from "./workspace";

afterEach(() => vi.unstubAllGlobals());

/** A Git work tree with these files. */
function repository(files: Files): string {
  const root = makeWorkspace(files);
  execFileSync("git", ["init", "-q", root]);
  return root;
}

/** What `scan --why` says of a file, with variables on top of ours. */
async function why(root: string, file: string, environment: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr } = await ended(start(root, ["scan", ".", "--why", file], environment));
  expect(stderr).toBe("");
  return stdout;
}

test.each([".gitignore", ".ignore", ".mlmignore"])("a byte order mark hides no rule of %s", async (name) => {
  const root = makeWorkspace({ [name]: "\uFEFFprivate/\r\n*.log\r\n", "private/a.txt": "x", "b.log": "x" });
  expect(await why(root, "private/a.txt")).toMatch(/left out with its folder private: ignored/);
  expect(await why(root, "b.log")).toMatch(/left out: ignored/);
});

test("core.excludesFile holds, wherever it is set, and through a link", async () => {
  const root = repository({ "a.private": "x", "src/b.private": "x", "c.txt": "x" });
  const home = makeWorkspace({
    "real ignore": "*.private\n",
    "included.cfg": "[core]\nexcludesFile = ~/link",
  });
  symlinkSync(join(home, "real ignore"), join(home, "link"));
  put(home, ".gitconfig", "[include]\n\tpath = included.cfg\n");
  const environment = { HOME: home, GIT_CONFIG_GLOBAL: join(home, ".gitconfig") };
  expect(await why(root, "a.private", environment)).toMatch(
    /left out: ignored by an ignore file \(.*\*\.private\)/,
  );
  expect(await why(root, "src/b.private", environment)).toMatch(/left out/);
  expect(await why(join(root, "src"), "b.private", environment)).toMatch(/left out/);
  expect(await why(root, "c.txt", environment)).toBe("c.txt is read.\n");
});

test("the repository's own core.excludesFile stands before the person's", async () => {
  const root = repository({ "a.private": "x", "b.secret-plan": "x", rules: "*.private\n" });
  execFileSync("git", ["-C", root, "config", "core.excludesFile", "rules"]);
  const home = makeWorkspace({ "git/ignore": "*.secret-plan\n" });
  expect(await why(root, "a.private", { XDG_CONFIG_HOME: home })).toMatch(/left out/);
  expect(await why(root, "b.secret-plan", { XDG_CONFIG_HOME: home })).toMatch(/is read/);
});

test.each<[string, (home: string) => Record<string, string>]>([
  ["$XDG_CONFIG_HOME/git/ignore", (home) => ({ XDG_CONFIG_HOME: join(home, ".config") })],
  ["~/.config/git/ignore", (home) => ({ HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: "" })],
  ["the same without Git", (home) => ({ XDG_CONFIG_HOME: join(home, ".config"), PATH: "/nonexistent" })],
  ["the same inside a hook", (home) => ({ XDG_CONFIG_HOME: join(home, ".config"), GIT_DIR: "/nonexistent" })],
])("%s holds", async (_name, environment) => {
  const root = repository({ "a.private": "x", ".gitignore": "!kept.private\n", "kept.private": "y" });
  const home = makeWorkspace({ ".config/git/ignore": "*.private\n" });
  expect(await why(root, "a.private", environment(home))).toMatch(/left out: ignored/);
  expect(await why(root, "kept.private", environment(home))).toBe("kept.private is read.\n");
});

test("info/exclude of a repository inside the folder holds there, and only there", async () => {
  const root = makeWorkspace({ "inner/a.private": "x", "b.private": "y" });
  execFileSync("git", ["init", "-q", join(root, "inner")]);
  put(root, "inner/.git/info/exclude", "/a.private\n/b.private\n");
  expect(await why(root, "inner/a.private")).toMatch(/left out: ignored .*inner\/\.git\/info\/exclude/);
  expect(await why(root, "b.private")).toMatch(/is read/);
});

test("core.excludesFile of a repository inside the folder holds there, and only there", async () => {
  const root = makeWorkspace({ "inner/a.private": "x", "inner/b.txt": "y", "c.private": "z" });
  execFileSync("git", ["init", "-q", join(root, "inner")]);
  put(root, "inner.rules", "*.private\n");
  execFileSync("git", ["-C", join(root, "inner"), "config", "core.excludesFile", join(root, "inner.rules")]);
  expect(await why(root, "inner/a.private")).toMatch(/left out: ignored .*inner\/\.git\/config.*\*\.private/);
  expect(await why(root, "inner/b.txt")).toBe("inner/b.txt is read.\n");
  expect(await why(root, "c.private")).toBe("c.private is read.\n");
});

const LONG = `private/\n${"# why this is so long\n".repeat(60_000)}`;

test.each([".gitignore", ".ignore", ".mlmignore"])(
  "a folder with a %s that is too long is left out",
  async (name) => {
    const root = makeWorkspace({
      [`in/${name}`]: LONG,
      "in/private/a.txt": "x",
      "in/b.txt": "y",
      "c.txt": "z",
    });
    expect(await why(root, "in/b.txt")).toBe(
      `in/b.txt is left out with its folder in: cannot be read (in/${name} is larger than 1 MB).\n`,
    );
    expect(await why(root, "c.txt")).toBe("c.txt is read.\n");
  },
);

test.each<[string, (root: string) => string]>([
  ["info/exclude", (root) => join(root, ".git/info/exclude")],
  [".gitignore above", (root) => join(root, ".gitignore")],
])("an %s that is too long is refused", async (_name, file) => {
  const root = repository({ "in/a.txt": "x" });
  writeFileSync(file(root), LONG);
  expectFault(
    await run(join(root, "in"), ["scan", "."]),
    /^Cannot read .*: an ignore file of more than 1 MB/,
    2,
  );
});

test.each([
  ["macOS", "darwin"],
  ["Windows", "win32"],
  ["Linux, where case counts", "linux"],
] as const)("scan and training fold case alike on macOS and Windows: on %s", async (_system, platform) => {
  const root = makeWorkspace({
    ".gitignore": "Private/\n*.LOG\n",
    "private/a.txt": "in a folder\n",
    "b.log": "a log\n",
    "SECOND.md": "by a glob\n",
    "c.txt": "read\n",
  });
  const options = corpusOptions({ include: [], exclude: ["second.*"], "max-file-size": 1000 });
  vi.stubGlobal("process", { ...process, platform });
  const scanned = verdicts(await scan(root, options));
  const learnt: string[] = [];
  const { tokenizer } = await loadModel("test/fixtures/bert-2x32");
  const source = { folders: [root], corpus: options };
  const never = new AbortController().signal;
  await readTokens(source, tokenizer, ({ relativePath }) => learnt.push(relativePath), never);
  expect(learnt).toEqual(Object.keys(scanned).filter((path) => scanned[path] === "read"));
  expect(learnt.includes("SECOND.md")).toBe(platform === "linux");
  expect(learnt.includes("b.log")).toBe(platform === "linux");
  expect(learnt.includes("private/a.txt")).toBe(platform === "linux");
  expect(learnt).toContain("c.txt");
});

test.each(["{private", "[private", "src/{a,{b,c}/**", "!(a", "private]"])(
  "the glob %s is refused by every command that reads",
  async (glob) => {
    const root = makeWorkspace({ "private/a.txt": "x" });
    for (const argv of [
      ["scan"],
      ["train"],
      ["eval", "--model", join(process.cwd(), "test/fixtures/bert-2x32")],
    ])
      for (const option of ["--exclude", "--include"])
        expectFault(
          await run(root, [...argv, ".", option, glob]),
          /^".*" in the (ex|in)clude setting is not a glob/,
          2,
        );
  },
);

test("a bracket behind a backslash is a letter", async () => {
  const root = makeWorkspace({ "{private/a.txt": "x", "[private": "y", "c.txt": "z" });
  const { stdout } = await run(root, [
    "scan",
    ".",
    "--json",
    "--exclude",
    "\\{private",
    "--exclude",
    "\\[private",
  ]);
  const entries = stdout
    .trim()
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  expect(entries.filter(({ read }) => read).map(({ path }) => path)).toEqual(["c.txt"]);
});

test.skipIf(process.platform !== "linux")("names that are not UTF-8 are left out and say so", async () => {
  const root = makeWorkspace({
    ".gitignore": "x\n",
    "\uFFFD.txt": "a name that is UTF-8\n",
    "a.txt": "read\n",
  });
  const named = (bytes: number[]) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(bytes)]);
  mkdirSync(named([0x70, 0xe9]));
  writeFileSync(Buffer.concat([named([0x70, 0xe9]), Buffer.from("/secret.txt")]), "in a folder\n");
  writeFileSync(named([0x66, 0xff]), "a file\n");
  expect(verdicts(await scan(root))).toEqual({
    ".gitignore": "read",
    "a.txt": "read",
    "f\uFFFD": "misnamed",
    "p\uFFFD/": "misnamed",
    "\uFFFD.txt": "read",
  });
  const { stdout, code } = await run(root, ["scan", "."]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/its name is not UTF-8 +1 file, 1 folder/);
});
