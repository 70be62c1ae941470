import { readFileSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { contentOf, copyFixture, expectFault, run } from "../../support/commandLine";
import { SMALL, smallFolder } from "../../support/smallFolder";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();

describe("a model whose weights are finite and too large", () => {
  beforeEach(() => {
    smallFolder(at("text"));
    copyFixture(at("model"));
    const path = at("model", "model.safetensors");
    const bytes = readFileSync(path);
    const start = 8 + Number(bytes.readBigUInt64LE(0));
    for (let offset = start; offset < bytes.length; offset += 4) bytes.writeFloatLE(3e38, offset);
    writeFileSync(path, bytes);
  });

  test.each([
    [
      "eval text --max-seq-length 32",
      /^What the model answers is not a finite number: its weights are damaged or too large/,
    ],
    ["fill [MASK]", /^What the model answers is not a finite number: its weights are damaged or too large/],
    [
      "train text --max-seq-length 32 --output out --new-words 0",
      /^What the model answers is not a finite number: its weights are damaged/,
    ],
  ])("%s says so and fails", async (call, message) => {
    const before = contentOf(at());
    const { code, stdout, stderr } = await run(at(), [...call.split(" "), "--model", "model"]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(stdout).not.toMatch(/NaN|100\.0 %/);
    expect(
      Object.keys(contentOf(at())).filter((path) => !(path in before) && !path.includes("unfinished")),
    ).toEqual([]);
  });
});

test("three files of which nine tenths are to be held out are enough to train on", async () => {
  for (const [index, word] of ["one", "two", "three"].entries()) {
    const lines = Array.from(
      { length: 60 },
      (_, line) => `line ${line} of file ${word}, ${index * 7 + line * 3}\n`,
    );
    smallText(`${word}.txt`, lines.join(""));
  }
  const argv = ["train", ".", ...SMALL, "--epochs", "1", "--validation-split", "0.9", "--output", "out"];
  const { code, stdout, stderr } = await run(at(), argv);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^Read 3 files /);
});

const smallText = (name: string, text: string) => writeFileSync(at(name), text);

test.each([
  ["train", ""],
  ["scan", ""],
  ["eval", ""],
  ["job", ""],
  ["train", "text", "--output", ""],
  ["train", "text", "--model="],
  ["train", "text", "--report", ""],
  ["scan", "text", "--exclude", ""],
  ["fill", "a [MASK]", "--targets", ""],
])("an empty word is refused: %s", async (...argv) => {
  smallText("a.txt", "what nobody asked to train on\n");
  expectFault(await run(at(), argv), /^(An argument|--[a-z-]+) is empty; /, 2);
  expect(Object.keys(contentOf(at()))).toEqual([at("a.txt")]);
});
