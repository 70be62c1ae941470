import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { type ModelNotes, readNotes, writeNotes } from "../../../src/node/modelNotes";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const found = { words: 500, files: 12, first: 206, amongFive: 310, questions: "which" };

async function read(content: string): Promise<ModelNotes> {
  const file = at("model", "workspace-mlm.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return readNotes(at("model"));
}

test("what is noted comes back", async () => {
  const notes = { name: "Mine", imported: true, repository: "a/b", revision: "1", licence: "mit", found };
  await writeNotes(at("model"), notes);
  expect(await readNotes(at("model"))).toEqual(notes);
});

test("a model without notes has none", async () => {
  expect(await readNotes(at("model"))).toEqual({});
});

test.each(["", "{", "3", "null", "[]"])("%j is not understood", async (content) => {
  expect(await read(content)).toEqual({});
});

test.each<[string, object]>([
  ["a name that is no text", { name: 3 }],
  ["an origin that is neither yes nor no", { imported: "yes" }],
  ["figures that are none", { found: "well" }],
  ["no figures", { found: null }],
  [
    "what an earlier version found",
    { found: { loss: 2.5, accuracy: 0.25, top5: 0.5, masks: 812, questions: "which" } },
  ],
  ["a number that is none", { found: { ...found, first: "206" } }],
  ["a number below 0", { found: { ...found, first: -1 } }],
  ["a share", { found: { ...found, amongFive: 0.5 } }],
  ["a number of words that is missing", { found: { ...found, words: undefined } }],
  ["no name of the questions", { found: { ...found, questions: 7 } }],
])("%s is left out", async (_what, wrong) => {
  expect(await read(JSON.stringify({ ...wrong, licence: "mit" }))).toEqual({ licence: "mit" });
});
