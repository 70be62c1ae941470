import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  HELD_OUT_FILE,
  questionsId,
  readHeldOut,
  writeBaseFound,
  writeHeldOut,
} from "../../../src/node/heldOutStore";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const question = (word: string) => ({ file: "a.md", before: "the ", word, after: " is" });
const HELD_OUT = { choosing: ["b.md"], reporting: ["a.md"], questions: [question("lamp")] };
const OTHERS = { ...HELD_OUT, questions: [question("boat")] };
const MOVED = { ...HELD_OUT, choosing: ["c.md"] };
const BASE = { model: "0f", words: 1, files: 1, first: 1, amongFive: 1 };

test.each([
  ["the same words, as of a run that is suspended and resumed", MOVED, BASE],
  ["other words", OTHERS, undefined],
])("what the model to start from finds, and %s", async (_name, heldOut, expected) => {
  await writeHeldOut(at("."), HELD_OUT);
  await writeBaseFound(at("."), BASE, questionsId(HELD_OUT.questions));
  expect(await readHeldOut(at("."))).toMatchObject({ ...HELD_OUT, base: BASE });
  await writeHeldOut(at("."), heldOut);
  const { base, ...read } = (await readHeldOut(at(".")))!;
  expect([read, base]).toEqual([{ version: 1, ...heldOut }, expected]);
});

test("what it finds of other words is not noted", async () => {
  await writeHeldOut(at("."), HELD_OUT);
  await writeBaseFound(at("."), BASE, questionsId(OTHERS.questions));
  expect((await readHeldOut(at(".")))!.base).toBeUndefined();
});

test.each([
  ["no object", "3"],
  ["a part that is missing", { ...BASE, model: undefined }],
  ["a number that is none", { ...BASE, first: -1 }],
])("what it finds is left out alone where it is %s", async (_name, base) => {
  await writeHeldOut(at("."), HELD_OUT);
  const file = at(HELD_OUT_FILE);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), base }));
  const { base: read, ...rest } = (await readHeldOut(at(".")))!;
  expect([rest, read]).toEqual([{ version: 1, ...HELD_OUT }, undefined]);
});

test.each([
  ["of another version", { version: 2 }],
  ["without words", { questions: undefined }],
  ["with a word that is none", { questions: [{ word: "lamp" }] }],
])("a file %s is as if there were none", async (_name, changes) => {
  await writeHeldOut(at("."), HELD_OUT);
  const file = at(HELD_OUT_FILE);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...changes }));
  expect(await readHeldOut(at("."))).toBeUndefined();
});
