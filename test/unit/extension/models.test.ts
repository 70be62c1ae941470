import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { toSentence } from "../../../src/core/sentence";
import {
  baseDetail,
  baseName,
  comparisonText,
  detail,
  modelsByOrigin,
  title,
} from "../../../src/extension/models/describe";
import type { ListedModel } from "../../../src/protocol/models";
import { ENGLISH, plainSpaces } from "./localize";

beforeAll(() => vi.stubEnv("TZ", "Asia/Kolkata"));
afterAll(() => vi.unstubAllEnvs());

const model = (changes: Partial<ListedModel> = {}): ListedModel => ({
  run: "2026-01-31T09-30-05-007Z",
  folder: "/store/models/one",
  inUse: false,
  imported: false,
  ...changes,
});
const found = { words: 500, files: 12, first: 206, amongFive: 310 };

test.each<[string, Partial<ListedModel>, string]>([
  ["a model of a run", {}, "trained here"],
  ["in use", { inUse: true }, "in use · trained here"],
  [
    "an imported one that was evaluated",
    { imported: true, found },
    "imported · the right word first 41.2 %, among five 62.0 %, of 500 words in 12 files",
  ],
  [
    "one that was asked for other words",
    { imported: true, isOutdated: true },
    "imported · not compared since the hidden words changed",
  ],
])("%s", (_name, changes, text) => {
  expect(plainSpaces(detail(model(changes), ENGLISH))).toBe(text);
});

test("a model is called as a person calls it, else by the time of its run", () => {
  expect(title(model())).toBe("2026-01-31 15:00:05");
  expect(title(model({ name: "Mine" }))).toBe("Mine");
});

test("the base model is the one in the box, or the folder that is named", () => {
  expect(baseName(undefined, ENGLISH)).toBe("the base model");
  expect(baseName("/models/team", ENGLISH)).toBe("the base model team");
  expect(baseDetail(undefined, true, ENGLISH)).toBe("in use · comes with the extension");
  expect(baseDetail("/models/team", false, ENGLISH)).toBe("/models/team");
});

test("models are named by where they come from", () => {
  const models = [model({ name: "A" }), model({ name: "B", imported: true }), model({ name: "C" })];
  expect(modelsByOrigin(models, ENGLISH)).toEqual(["Trained here (2): A, C.", "Imported (1): B."]);
  expect(modelsByOrigin(models.slice(1, 2), ENGLISH)).toEqual(["Imported (1): B."]);
});

test("the comparison has a row for every model, with what it finds first and among five, of how many words and files", () => {
  const rows = [
    { found: { ...found, first: 100 } },
    { model: model({ inUse: true }), found },
    { model: model({ name: "a | b", imported: true }), failure: toSentence("It has no\nmodel.safetensors.") },
  ];
  const cells = comparisonText(rows, ENGLISH)
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replace("\u00a0", " ")),
    );
  expect(cells.toSpliced(1, 1)).toEqual([
    ["model", "the right word first", "among five", "hidden words", "files"],
    ["the base model", "20.0 %", "62.0 %", "500", "12"],
    ["2026-01-31 15:00:05 (in use)", "41.2 %", "62.0 %", "500", "12"],
    ["a \\| b", "It has no model.safetensors.", "", "", ""],
  ]);
});
