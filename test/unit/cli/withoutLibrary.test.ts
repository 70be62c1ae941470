import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { ended, expectFault, start } from "../../support/commandLine";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();

/** Runs the command line where no ONNX Runtime can be found. */
function runAlone(...argv: string[]) {
  cpSync(inject("cli"), at("cli.js"));
  mkdirSync(at("text"), { recursive: true });
  writeFileSync(at("text", "a.txt"), "some words\n");
  return ended(start(at(), argv, { NODE_PATH: "" }, at("cli.js")));
}

test.each([
  ["--help", /^A private masked language model/],
  ["train --help", /^Usage: workspace-mlm train/],
  ["scan text", /^Read: 1 file/],
  [`scan text --model ${resolve("test/fixtures/bert-2x32")}`, /^Read: 1 file/],
  [`info ${resolve("test/fixtures/bert-2x32")}`, /architecture/],
])("%s needs no native library", async (call, expected) => {
  const { code, stdout, stderr } = await runAlone(...call.split(" "));
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(expected);
});

test("fill says that it is missing", async () => {
  const argv = ["fill", "a [MASK]", "--model", resolve("test/fixtures/bert-2x32")];
  expectFault(
    await runAlone(...argv),
    /^ONNX Runtime cannot be loaded on this machine: .*onnxruntime-node/,
    1,
  );
});
