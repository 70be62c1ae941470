import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { type ModelNotes, readNotes, writeNotes } from "../../../src/node/modelNotes";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const found = { loss: 2.5, accuracy: 0.25, top5: 0.5, masks: 812, questions: "which" };

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
  ["a loss that is no number", { found: { ...found, loss: "2.5" } }],
  ["a loss below 0", { found: { ...found, loss: -1 } }],
  ["a share above 1", { found: { ...found, accuracy: 1.5 } }],
  ["a share that is missing", { found: { ...found, top5: undefined } }],
  ["a number of words that is missing", { found: { ...found, masks: undefined } }],
  ["no name of the questions", { found: { ...found, questions: 7 } }],
])("%s is left out", async (_what, wrong) => {
  expect(await read(JSON.stringify({ ...wrong, licence: "mit" }))).toEqual({ licence: "mit" });
});
