import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectFault, run } from "../../support/commandLine";

const MODEL = ["--model", resolve("models/base")];
let root: string;

/** Four files that use a name which no model can know. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "workspace-mlm-memory-"));
  mkdirSync(join(root, "harbour"));
  for (let file = 0; file < 4; file++)
    writeFileSync(
      join(root, "harbour", `berth${file}.js`),
      `export function berth${file}(tide) {\n  const line = openQuayLedger(tide, ${file});\n` +
        `  line.makeFast(tide.height + ${file});\n  return line;\n}\n`,
    );
  writeFileSync(
    join(root, "harbour", "keys.pem"),
    "-----BEGIN PRIVATE KEY-----\nconst line = secretLedger(tide, 3);\n",
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const TEXT = "function other(tide) {\n  const line = [MASK](tide, 4);\n  return line;\n}";

test("fill --memory offers a name of the folder first, whole, and nothing secret", async () => {
  const alone = await run(root, ["fill", TEXT, ...MODEL, "--json"]);
  expect(alone.stdout).not.toContain("openQuayLedger");
  const { code, stdout, stderr } = await run(root, ["fill", TEXT, "--memory", "harbour", ...MODEL, "--json"]);
  expect(code, stderr).toBe(0);
  const [[best, ...rest]] = JSON.parse(stdout);
  expect(best).toMatchObject({
    token_str: "openQuayLedger",
    sequence: TEXT.replace("[MASK]", "openQuayLedger"),
  });
  expect(best.score).toBeGreaterThan(rest[0].score);
  expect(stdout).not.toMatch(/secretLedger|"token_str":"##/);
});

test("eval --memory tells how many hidden words are found without and with the memory", async () => {
  const { code, stdout, stderr } = await run(root, ["eval", "harbour", "--memory", ...MODEL]);
  expect(code, stderr).toBe(0);
  const sentence =
    /\nWhole words: the right word first ([\d.]+)\s%, among five ([\d.]+)\s%, of \d+ words in 4 files; with the memory the right word first ([\d.]+)\s%, among five ([\d.]+)\s%, of \d+ words in 4 files\.\n/;
  expect(stdout).toMatch(sentence);
  const [first, five, firstWithMemory, fiveWithMemory] = sentence.exec(stdout)!.slice(1).map(Number);
  expect(firstWithMemory).toBeGreaterThan(first! + 20);
  expect(fiveWithMemory).toBeGreaterThan(five! + 5);
});

test.each([
  ["with --targets", ["fill", TEXT, "--memory", "harbour", "--targets", "line"], /cannot be combined/, 2],
  ["with a folder that is not there", ["fill", TEXT, "--memory", "nowhere"], /nowhere/, 1],
  [
    "with a text without a mask",
    ["fill", "no mask", "--memory", "harbour"],
    /The text has no \[MASK\] to fill/,
    2,
  ],
])("fill --memory %s is refused in one sentence", async (_name, args, sentence, exitCode) => {
  expectFault(await run(root, [...args, ...MODEL]), sentence, exitCode);
});
