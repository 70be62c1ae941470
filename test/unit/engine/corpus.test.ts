import { expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { createRandom } from "../../../src/core/random";
import { readCorpus } from "../../../src/engine/corpus/readCorpus";
import { makeWorkspace } from "../corpus/workspace";

function lines(seed: number, count: number): string {
  const random = createRandom(seed);
  const words = ["river", "stone", "cloud", "table", "green", "quick", "seven", "paper", "light", "music"];
  const line = () => Array.from({ length: 8 }, () => words[random.nextBelow(words.length)]).join(" ");
  return Array.from({ length: count }, () => `${line()}\n`).join("");
}

const template = lines(1, 300);
const added = lines(2, 24);
const middle = template.indexOf("\n", template.length / 2) + 1;

test.each([
  ["at the top", `${added}${template}`],
  ["in the middle", `${template.slice(0, middle)}${added}${template.slice(middle)}`],
  ["at the end", `${template}${added}`],
])("of a near-copy all new lines are given, and no other, where they stand %s", async (_, copy) => {
  const root = makeWorkspace({
    "a.txt": template,
    "b.txt": copy,
    "c.txt": lines(4, 100),
    "d.txt": `${copy}one more line\n`,
  });
  const texts = new Map<string, string>();
  const { summary, textOf } = await readCorpus(
    { folders: [root], corpus: DEFAULT_CORPUS_OPTIONS },
    ({ path }, text) => texts.set(path, text),
    new AbortController().signal,
  );
  expect(summary.files).toBe(4);
  expect([...texts.values()]).toEqual([template, added, lines(4, 100), "one more line\n"]);
  for (const [path, text] of texts) expect(textOf(path)).toBe(text);
});
