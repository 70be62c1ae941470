import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { smallFolder } from "../../support/smallFolder";
import { makeWorkspace } from "../corpus/workspace";

const HOUR_AGO = new Date(Date.now() - 3_600_000);

/** Trains a model, whose vocabulary is given, on `root`/text with this cache folder for the user; what it printed. */
function train(root: string, cache: string, output: string, more: readonly string[] = []): string {
  const env = { ...process.env, XDG_CACHE_HOME: cache, NODE_PATH: resolve("node_modules"), NO_COLOR: "1" };
  const argv = [
    inject("cli"),
    "train",
    "text",
    "--model",
    resolve("test/fixtures/bert-2x32"),
    "--threads",
    "1",
    "--max-seq-length",
    "32",
    "--epochs",
    "1",
    "--json",
    "--output",
    output,
    ...more,
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { cwd: root, env, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  expect(stderr).toBe("");
  return stdout;
}

/** The loss of every step and evaluation: what depends on the data, and not on time. */
const losses = (stdout: string): number[] =>
  [...stdout.matchAll(/"loss":([\d.]+)/g)].map(([, loss]) => Number(loss));

test("train keeps tokens in the user's cache folder and learns the same with them, without them and unable to", () => {
  const root = makeWorkspace({ "blocked/workspace-mlm": "a file in the folder's place" });
  const text = smallFolder(join(root, "text"));
  for (const entry of readdirSync(text, { recursive: true, encoding: "utf8" })) {
    utimesSync(join(text, entry), HOUR_AGO, HOUR_AGO);
  }
  const tokens = join(root, "cache", "workspace-mlm", "tokens");
  const without = losses(train(root, join(root, "cache"), "none", ["--no-token-cache"]));
  expect(existsSync(tokens)).toBe(false);
  const first = losses(train(root, join(root, "cache"), "first"));
  const segments = readdirSync(tokens);
  expect(segments).not.toEqual([]);
  expect(segments.filter((name) => !name.endsWith(".tokens"))).toEqual([]);
  const second = losses(train(root, join(root, "cache"), "second"));
  const unable = losses(train(root, join(root, "blocked"), "unable"));
  expect(without.length).toBeGreaterThan(2);
  expect([first, second, unable]).toEqual([without, without, without]);
  expect(readdirSync(tokens)).toEqual(segments);
});
