import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { expectFault, run } from "../../support/commandLine";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();

interface Word {
  readonly word: string;
  readonly probability: number;
}
const BOX = ["--model", resolve("models/base")];
const TEXT = "# Ships\r\n\r\nThe ship comes into the harbour.\r\nThe keeper lights the lamp.\r\n";

test("score tells the perplexity of each file, and with --json every word with its place", async () => {
  writeFileSync(at("ships.md"), TEXT);
  writeFileSync(at("mixed.md"), TEXT.replace("comes into the", "the into comes"));
  const { code, stdout, stderr } = await run(at(), ["score", "ships.md", "mixed.md", ...BOX]);
  expect(code, stderr).toBe(0);
  const line = /^(\S+): perplexity ([\d.e+]+) \((\d+) words and marks, (\d+) tokens\)$/;
  const [ships, mixed] = stdout
    .trimEnd()
    .split("\n")
    .map((each) => line.exec(each)!.slice(1));
  expect([ships![0], mixed![0]]).toEqual(["ships.md", "mixed.md"]);
  expect(Number(mixed![1])).toBeGreaterThan(2 * Number(ships![1]));

  const json = JSON.parse((await run(at(), ["score", "ships.md", "--json", "--others", "2", ...BOX])).stdout);
  expect(json.perplexity).toBeCloseTo(Number(ships![1]), 0);
  const rows = TEXT.split("\r\n");
  for (const { line, column, word, probability, rank, others } of json.words) {
    expect(rows[line - 1]!.slice(column - 1, column - 1 + word.length)).toBe(word);
    expect(rank).toBeGreaterThanOrEqual(1);
    expect(others).toHaveLength(2);
    expect(probability).toBeLessThanOrEqual(1);
  }
  const meanLog = json.words.reduce((sum: number, word: Word) => sum + Math.log(word.probability), 0);
  expect(Math.exp(-meanLog / json.tokens)).toBeCloseTo(json.perplexity, 3);
});

test("with a memory the words of the folder's other files are likelier", async () => {
  mkdirSync(at("quay"));
  const use = (name: string) => `const ledger = openQuayLedger(${name});\nledger.close();\n`;
  for (let file = 0; file < 4; file++) writeFileSync(at(`quay/${file}.js`), use(`tide${file}`));
  const probability = async (...options: string[]) => {
    const { stdout } = await run(at(), ["score", "quay/0.js", "--json", ...options, ...BOX]);
    return JSON.parse(stdout).words.find(({ word }: Word) => word === "openQuayLedger").probability;
  };
  expect(await probability("--memory", "quay")).toBeGreaterThan(2 * (await probability()));
});

test.each([
  [[], /^Name a file to score/, 2],
  [["nowhere.md"], /^Cannot read nowhere\.md: it does not exist\.$/m, 1],
  [["empty.md"], /has no word to score/, 1],
  [["binary.dat"], /is no text; name a text file/, 1],
])("score %j", async (files, sentence, code) => {
  writeFileSync(at("empty.md"), "\n");
  writeFileSync(
    at("binary.dat"),
    Uint8Array.from({ length: 300 }, (_, byte) => byte % 7),
  );
  expectFault(await run(at(), ["score", ...files, ...BOX]), sentence, code);
});
