import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../support/commandLine";
import { SMALL, smallFolder } from "../../support/smallFolder";

let root: string;
const at = (...parts: string[]) => join(root, ...parts);
const command = async (...argv: string[]) => {
  const result = await run(root, argv);
  expect(result.code, result.stderr).toBe(0);
  return result.stdout;
};

/** Paths that `scan` says are read, and why the rest is not. */
async function scanned(folder = "."): Promise<{ read: string[]; leftOut: Record<string, string> }> {
  const lines = (await command("scan", folder, "--json")).trim().split("\n").slice(0, -1);
  const entries = lines.map((line) => JSON.parse(line));
  const leftOut = entries.filter(({ read }) => !read);
  return {
    read: entries.filter(({ read }) => read).map(({ path }) => path),
    leftOut: Object.fromEntries(
      leftOut.map(({ path, reason, detail }) => [path, detail ? `${reason}: ${detail}` : reason]),
    ),
  };
}

let before: string[];

/** A folder in which every command has left what it makes. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "workspace-mlm-own-"));
  smallFolder(at("text"));
  before = (await scanned()).read;
  await command("train", ".", ...SMALL, "--epochs", "1", "--output", "trained", "--report", "figures.json");
  await command("export", "trained", "--output", "exported");
  await command("job", ".", ...SMALL, "--output", "job to do");
  renameSync(at("job to do"), at("another name"));
  cpSync(at("exported"), at("a copy"), { recursive: true });
  cpSync(at("trained"), at("text", "beside text"), { recursive: true });
  writeFileSync(at("text", "beside text", "notes.md"), "Words about the model that a person wrote.\n");
  mkdirSync(at("killed.unfinished"));
  writeFileSync(at("killed.unfinished", "workspace-mlm-run.json"), '{"version":1}\n');
  writeFileSync(at("killed.unfinished", "anything.txt"), "text of a run\n");
  cpSync(at("trained"), at(".killed.tmp-99999999-01234567-89abcdef"), { recursive: true });
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("scan reads what it read before all that, and says why not the rest", async () => {
  const { read, leftOut } = await scanned();
  expect([...read].sort()).toEqual([...before, "text/beside text/notes.md"].sort());
  expect(leftOut).toMatchObject({
    trained: "model",
    exported: "model",
    "a copy": "model",
    "text/beside text/vocab.txt": "model",
    "text/beside text/tokenizer.json": "model",
    "another name": "own-output: a training job",
    "killed.unfinished": "own-output: a training run",
    ".killed.tmp-99999999-01234567-89abcdef": "own-output: not written to the end",
    "figures.json": "own-output: a report",
  });
});

test("train, eval and job read the same files as scan", async () => {
  const count = (await scanned()).read.length;
  const evaluated = await command("eval", ".", "--model", "trained", "--json", "--threads", "1");
  expect(JSON.parse(evaluated).files).toBe(count);
  const trained = await command("train", ".", ...SMALL, "--epochs", "1", "--output", "second", "--json");
  expect(JSON.parse(trained.split("\n")[1])).toMatchObject({ type: "prepared", files: count });
});

test("a model's folder that is named itself holds no text", async () => {
  const { code, stderr } = await run(root, ["eval", "exported", "--model", "trained"]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/no text to read in .*: all 1 entries are left out/),
  ]);
  expect((await run(root, ["scan", "exported", "--why", "vocab.txt"])).stdout).toBe(
    "vocab.txt is left out with its folder .: a model, whose vocabulary is no text.\n",
  );
});
