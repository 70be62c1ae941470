import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { createRandom } from "../../../src/core/random";
import { readCorpus } from "../../../src/engine/corpus";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lines(seed: number, count: number): string {
  const random = createRandom(seed);
  const words = ["river", "stone", "cloud", "table", "green", "quick", "seven", "paper", "light", "music"];
  const line = () => Array.from({ length: 8 }, () => words[random.nextBelow(words.length)]).join(" ");
  return Array.from({ length: count }, () => `${line()}\n`).join("");
}

test("of a near-duplicate only the end is given, from a line's start, about as much as is new", async () => {
  const template = lines(1, 90);
  writeFileSync(join(folder, "a.txt"), template + lines(2, 10));
  writeFileSync(join(folder, "b.txt"), template + lines(3, 10));
  writeFileSync(join(folder, "c.txt"), lines(4, 100));
  const texts = new Map<string, string>();
  const onText = ({ path }: { path: string }, text: string) => texts.set(path.slice(-5), text);
  const summary = await readCorpus(
    { folders: [folder], corpus: DEFAULT_CORPUS_OPTIONS },
    onText,
    new AbortController().signal,
  );
  const [a, b, c] = ["a.txt", "b.txt", "c.txt"].map((name) => texts.get(name) as string);
  expect(summary.files).toBe(3);
  expect(a).toBe(template + lines(2, 10));
  expect(c).toBe(lines(4, 100));
  expect(b.length).toBeLessThan(a.length * 0.4);
  expect((template + lines(3, 10)).endsWith(`\n${b}`)).toBe(true);
});
