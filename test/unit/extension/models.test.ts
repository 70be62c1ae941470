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
const found = { loss: 2.34567, accuracy: 0.413, top5: 0.62, masks: 812 };

test.each<[string, Partial<ListedModel>, string]>([
  ["a model of a run", {}, "trained here"],
  ["in use", { inUse: true }, "in use · trained here"],
  [
    "what its own run measured is told as such",
    { base: 0.25, tuned: 0.45 },
    "trained here · in its own run from 25.0 % to 45.0 %",
  ],
  ["an imported one that was evaluated", { imported: true, found }, "imported · 41.3 % of the hidden words"],
  [
    "one that was asked for other words",
    { imported: true, isOutdated: true },
    "imported · not compared since the text or the settings changed",
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

test("the comparison has a row for every model, with loss, top-1 and top-5", () => {
  const rows = [
    { found: { ...found, loss: 3 } },
    { model: model({ inUse: true }), found },
    { model: model({ name: "a | b", imported: true }), failure: toSentence("It has no\nmodel.safetensors.") },
  ];
  expect(comparisonText(rows, ENGLISH).split("\n").slice(4)).toEqual([
    "| model                        | loss                         | first guess | first five | hidden words |",
    "| ---------------------------- | ---------------------------- | ----------- | ---------- | ------------ |",
    "| the base model               | 3.000                        | 41.3 %      | 62.0 %     | 812          |",
    "| 2026-01-31 15:00:05 (in use) | 2.346                        | 41.3 %      | 62.0 %     | 812          |",
    "| a \\| b                       | It has no model.safetensors. |             |            |              |",
    "",
  ]);
});
