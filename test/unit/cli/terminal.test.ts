import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printable, printableJson } from "../../../src/cli/printable";
import { copyFixture, ended, run, start } from "../../support/commandLine";
import { type HubServer, startHub } from "../../support/hubServer";
import { SMALL, smallFolder } from "../../support/smallFolder";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
/** Clears the screen, sets the title, turns the direction of writing, and begins a control sequence in one character. */
const EVIL = "\u001b[2J\u001b]0;owned\u0007\u202e\u009b31m\u007f";
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

test.each([
  ["plain, with ümlauts 日本語 👩‍💻\t", "plain, with ümlauts 日本語 👩‍💻\t"],
  [EVIL, "\\u{1b}[2J\\u{1b}]0;owned\\u{7}\\u{202e}\\u{9b}31m\\u{7f}"],
  ["two\nlines\r", "two\\u{a}lines\\u{d}"],
  ["\u{e0041}", "\\u{e0041}"],
])("%j is printed as %j, and as JSON is itself", (text, printed) => {
  expect(printable(text)).toBe(printed);
  expect(JSON.parse(printableJson({ text }))).toEqual({ text });
  expect(printableJson({ text })).not.toMatch(OBEYED);
});

describe("no control character of a file reaches the terminal", () => {
  const prints = async (...argv: string[]) => {
    const { stdout, stderr } = await run(at(), argv);
    expect(stdout + stderr).not.toMatch(OBEYED);
    return stdout + stderr;
  };

  test("from a text, in train, report and job", async () => {
    smallFolder(at("text"));
    for (let file = 0; file < 12; file++)
      writeFileSync(
        at("text", `${file}${EVIL}.md`),
        `The keeper number ${file} ${EVIL} rings the bell at noon.\n`.repeat(40),
      );
    const said = await prints(
      "train",
      "text",
      ...SMALL,
      "--epochs",
      "1",
      "--output",
      `m${EVIL}`,
      "--report",
      "r.json",
    );
    expect(said).toContain("m\\u{1b}[2J");
    await prints("train", "text", ...SMALL, "--epochs", "1", "--output", "n", "--json");
    await prints("report", "r.json");
    await prints("scan", "text", "--json");
    await prints("scan", "text", "--why", `1${EVIL}.md`);
    await prints("info", `m${EVIL}`);
    await prints("train", `no such${EVIL}`);
  });

  test("from a vocabulary and a text, in fill", async () => {
    copyFixture(at("model"));
    const path = at("model", "tokenizer.json");
    const tokenizer = JSON.parse(readFileSync(path, "utf8"));
    const vocab: Record<string, number> = tokenizer.model.vocab;
    tokenizer.model.vocab = Object.fromEntries(
      Object.entries(vocab).map(([token, id]) => [
        /^\[[A-Z]+\]$/.test(token) ? token : `${token}${EVIL}\n99.9 %  x`,
        id,
      ]),
    );
    writeFileSync(path, JSON.stringify(tokenizer));
    const said = await prints("fill", `a [MASK] ${EVIL}`, "--model", "model");
    expect(said).toContain("\\u{1b}[2J");
    expect(said.split("\n").filter((line) => line.startsWith("99.9 %"))).toEqual([]);
    await prints("fill", `a [MASK] ${EVIL}`, "--model", "model", "--json");
  });
});

describe("nor one of a hub's answers", () => {
  let hub: HubServer;
  beforeAll(async () => {
    hub = await startHub("test/fixtures/bert-2x32");
    hub.faults.licence = `mit${EVIL}`;
  });
  afterAll(() => hub.close());

  test.each([["--list"], ["--list", "--json"], ["--yes"], ["--yes", "--json"]])(
    "in download %s",
    async (...options) => {
      const argv = ["download", "owner/model", "--output", join(at(), "out"), ...options];
      const { code, stdout, stderr } = await ended(start(at(), argv, { HF_ENDPOINT: hub.endpoint }));
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(/mit\\u/);
      expect(stdout + stderr).not.toMatch(OBEYED);
    },
  );
});
