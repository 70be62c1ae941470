import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ended, expectFault, run, start } from "../../support/commandLine";

const MODEL = ["--model", resolve("models/base")];
let root: string;

const SHIP = "The ship comes into the harbour at noon, and the keeper lights the lantern for it.\n";

const FILES: Readonly<Record<string, string>> = {
  "docs/one.md": `# The harbour\n\n${SHIP}`,
  "docs/two.md": `# The lantern\n\nThe keeper lights the lantern in the harbour, so that the ship comes into it.\n`,
  "docs/three.md": `# The ship\n\nThe ship leaves the harbour when the keeper lights the lantern.\n`,
  "ignored/four.md": "# Ignored\n\nThe keeper lights the lnatern in the harbour.\n",
  ".gitignore": "ignored/\n",
};

function git(...args: string[]): void {
  const own = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  const { status, stderr } = spawnSync("git", ["-C", root, ...own, ...args], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
}

const write = (name: string, text: string) => writeFileSync(join(root, name), text);

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "workspace-mlm-check-")));
  for (const folder of ["docs", "ignored"]) mkdirSync(join(root, folder));
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "all");
});
beforeEach(() => {
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  rmSync(join(root, ".mlmwords"), { force: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const MISSPELT = FILES["docs/three.md"]!.replace("lantern", "lnatern");
const check = (...options: string[]) => run(root, ["check", ...options, ...MODEL]);

test("a word with swapped letters is told as a compiler tells a warning, with what is meant; ignored files are not", async () => {
  write("docs/three.md", MISSPELT);
  const { code, stdout, stderr } = await check(".", "--no-cache");
  const column = MISSPELT.split("\n")[2]!.indexOf("lnatern") + 1;
  const expected = `docs/three.md:3:${column}: warning: "lnatern" is perhaps meant to be "lantern"`;
  expect(stdout.split("\n").find((line) => line.includes("lnatern"))).toContain(expected);
  expect(stdout).not.toContain("ignored");
  expect(code, stderr).toBe(1);
});

test("a word of a notebook is told with its line in the notebook's file", async () => {
  const source = MISSPELT.split(/(?<=\n)/);
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] as object[] };
  notebook.cells.push({ cell_type: "markdown", metadata: {}, source });
  const json = JSON.stringify(notebook, null, 1);
  write("docs/three.ipynb", json);
  const { stdout } = await check("docs/three.ipynb", "--no-cache", "--json");
  rmSync(join(root, "docs/three.ipynb"));
  const found = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { line, column, endColumn } = found.find(({ word }) => word === "lnatern");
  expect(json.split("\n")[line - 1]!.slice(column - 1, endColumn - 1)).toBe("lnatern");
});

/** The parts of the format that are looked at. */
interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { uri: string }; readonly region: Region } },
  ];
  readonly fixes: readonly {
    readonly artifactChanges: readonly [
      { readonly replacements: readonly [{ readonly insertedContent: { readonly text: string } }] },
    ];
  }[];
}

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

test("--json and --sarif say the same", async () => {
  write("docs/three.md", MISSPELT);
  const json = await check(".", "--json");
  const records = json.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const sarif = await check(".", "--sarif");
  expect([json.code, sarif.code]).toEqual([1, 1]);
  const { version, runs } = JSON.parse(sarif.stdout);
  expect(version).toBe("2.1.0");
  const told = (runs[0].results as SarifResult[]).map(
    ({ ruleId, locations: [{ physicalLocation }], fixes }) => ({
      kind: ruleId,
      path: physicalLocation.artifactLocation.uri,
      line: physicalLocation.region.startLine,
      column: physicalLocation.region.startColumn,
      endColumn: physicalLocation.region.endColumn,
      fixes: fixes.map(({ artifactChanges: [{ replacements }] }) => replacements[0].insertedContent.text),
    }),
  );
  const expected = records.map(({ word: _word, probability: _probability, fixes, ...record }) => ({
    ...record,
    fixes: fixes.map((fix: { word: string }) => fix.word),
  }));
  expect(told).toEqual(expected);
  expect(records.map(({ word }) => word)).toContain("lnatern");
});

test("--since takes the changed lines of files that Git knows, and all of others", async () => {
  write("docs/one.md", `${FILES["docs/one.md"]}\nThe keeper lights the lnatern.\n`);
  write("docs/five.md", SHIP.replace("keeper", "kepeer"));
  const { stdout } = await check("docs", "--since", "HEAD", "--json");
  const words = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const places = words.map(({ path, line, word }) => [path, line, word]);
  expect(places).toContainEqual(["docs/one.md", 5, "lnatern"]);
  expect(places).toContainEqual(["docs/five.md", 1, "kepeer"]);
  for (const [path, line] of places)
    expect(path === "docs/five.md" || line >= 4, `${path}:${line}`).toBe(true);
  rmSync(join(root, "docs/five.md"));
  expectFault(
    await check(".", "--since", "nowhere"),
    /^Git cannot say what changed in .* since nowhere: /,
    2,
  );
});

test("the workspace's own words are right, at once, also where the rest is known from an earlier run", async () => {
  write("docs/three.md", MISSPELT);
  const words = async () => (await check(".", "--json")).stdout.match(/"word":"lnatern"/g)?.length ?? 0;
  expect(await words()).toBe(1);
  write(".mlmwords", "# ours\nLNATERN\n");
  expect(await words()).toBe(0);
});

test("what was found in a file is kept until it changes; a damaged file of findings holds none", {
  timeout: 180_000,
}, async () => {
  write("docs/three.md", MISSPELT);
  const cache = mkdtempSync(join(tmpdir(), "workspace-mlm-findings-"));
  const found = async () => {
    const { stdout } = await ended(start(root, ["check", ".", ...MODEL], { XDG_CACHE_HOME: cache }));
    return stdout;
  };
  const fresh = await found();
  const folder = join(cache, "workspace-mlm", "findings");
  const [name] = readdirSync(folder);
  const kept = readFileSync(join(folder, name!), "utf8");
  const change = (text: string) => writeFileSync(join(folder, name!), text);
  change(kept.replace('"word":"lantern"', '"word":"leviathan"'));
  expect(await found()).toContain("leviathan");
  write("docs/three.md", `${MISSPELT}\n`);
  expect(await found()).toBe(fresh);
  for (const damaged of [kept.slice(0, -9), '{"a":[{"word":3}]}', "[]"]) {
    change(damaged);
    expect(await found()).toBe(fresh);
  }
  rmSync(cache, { recursive: true });
});

test("a file is checked with the others as its context, and one that is left out is told of", async () => {
  write("docs/three.md", MISSPELT);
  const one = await check("docs/three.md");
  expect(one.stdout).toContain("lnatern");
  expect(
    one.stdout
      .trimEnd()
      .split("\n")
      .every((line) => line.startsWith("docs/three.md:")),
  ).toBe(true);
  const ignored = await check("ignored/four.md");
  expect(ignored.stderr).toContain("four.md is left out");
  expect([ignored.stdout, ignored.code]).toEqual(["", 0]);
});

test.each([
  [[], /^Name a folder or a file to check/],
  [["."].concat("--json", "--sarif"), /^--json and --sarif cannot be combined/],
])("check %j is a wrong call", async (options, sentence) =>
  expectFault(await check(...options), sentence, 2),
);

test("what does not exist is told in a sentence", async () =>
  expectFault(await check("nowhere"), /^Cannot read nowhere: it does not exist\.$/m, 1));
