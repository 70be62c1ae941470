import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import { SETTINGS, type SettingName } from "../../../src/extension/ids";
import { type SettingSchema, settings } from "../../../src/extension/settings";

const manifest = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../../../package.json"), "utf8"));
const sections = manifest.contributes.configuration as { properties: Record<string, SettingSchema> }[];
const schemas: Record<string, SettingSchema> = Object.assign(
  {},
  ...sections.map(({ properties }) => properties),
);

function withValues(values: Partial<Record<SettingName, unknown>>) {
  const warnings: string[] = [];
  const value = (name: SettingName): unknown =>
    name in values ? values[name] : schemas[`workspaceMlm.${name}`]!.default;
  const folders = () => [{ name: "app", path: "/code/app" }];
  return {
    warnings,
    read: settings({ schemas, value, folders, warn: (sentence) => warnings.push(sentence) }),
  };
}

test("the defaults are valid", () => {
  const { read, warnings } = withValues({});
  expect(read.training()).toMatchObject({ epochs: 0, size: "tiny", include: [], maxFileSize: 1024 * 1024 });
  expect(read.filling()).toEqual({
    enabled: true,
    count: 10,
    timeLimitMs: 2000,
    hover: true,
    highlight: true,
    memory: true,
    threads: 0,
  });
  expect(warnings).toEqual([]);
});

describe("a wrong value for training is refused with a sentence that names the setting", () => {
  test.each<[SettingName, unknown, string]>([
    [
      SETTINGS.epochs,
      -1,
      'The setting workspaceMlm.training.epochs must be "auto" or a whole number from 1 to 10000; it is -1.',
    ],
    [SETTINGS.epochs, 1.5, 'must be "auto" or a whole number from 1 to 10000; it is 1.5.'],
    [SETTINGS.epochs, "many", 'must be "auto" or a whole number from 1 to 10000; it is "many".'],
    [SETTINGS.epochs, "", 'must be "auto" or a whole number from 1 to 10000; it is "".'],
    [SETTINGS.patience, "auto", 'must be "never" or a whole number from 1 to 10000; it is "auto".'],
    [SETTINGS.learningRate, "2", 'must be "auto" or a number between 0 and 1; it is "2".'],
    [SETTINGS.trainingThreads, true, 'must be "auto" or a whole number from 1 to 256; it is true.'],
    [SETTINGS.maskingProbability, Number.NaN, "must be a number from 0.01 to 0.9; it is null."],
    [SETTINGS.size, "huge", 'must be one of tiny, mini, small, medium; it is "huge".'],
    [SETTINGS.wholeWord, "yes", 'must be true or false; it is "yes".'],
    [SETTINGS.include, "*.md", 'must be a list of strings; it is "*.md".'],
    [SETTINGS.exclude, [1], "must be a list of strings; it is [1]."],
  ])("%s: %j", (name, value, sentence) => {
    expect(() => withValues({ [name]: value }).read.training()).toThrow(sentence);
  });
});

describe("a number or a word", () => {
  test.each<[SettingName, "epochs" | "patience" | "learningRate" | "threads", unknown, number]>([
    [SETTINGS.epochs, "epochs", "auto", 0],
    [SETTINGS.epochs, "epochs", "7", 7],
    [SETTINGS.epochs, "epochs", 7, 7],
    [SETTINGS.epochs, "epochs", 0, 0],
    [SETTINGS.patience, "patience", "never", 0],
    [SETTINGS.patience, "patience", 0, 0],
    [SETTINGS.learningRate, "learningRate", "5e-4", 5e-4],
    [SETTINGS.learningRate, "learningRate", 0.001, 0.001],
    [SETTINGS.trainingThreads, "threads", "auto", 0],
    [SETTINGS.trainingThreads, "threads", "4", 4],
  ])("%s as %s: %j", (name, field, value, read) => {
    expect(withValues({ [name]: value }).read.training()[field]).toBe(read);
  });

  test.each(["epochs", "patience", "learningRate", "threads"].map((name) => `workspaceMlm.training.${name}`))(
    "the pattern of %s takes its default",
    (name) => {
      const { pattern, default: value } = schemas[name] as unknown as { pattern: string; default: string };
      expect(value).toMatch(new RegExp(pattern));
      expect("0").not.toMatch(new RegExp(pattern));
    },
  );

  test("wrong threads for filling count as auto, with a warning", () => {
    const { read, warnings } = withValues({ [SETTINGS.predictionThreads]: "all" });
    expect(read.filling().threads).toBe(0);
    expect(warnings).toEqual([
      'The setting workspaceMlm.prediction.threads must be "auto" or a whole number from 1 to 256; it is "all".',
    ]);
  });
});

test("a wrong value for filling counts as the default, with a warning", () => {
  const { read, warnings } = withValues({ [SETTINGS.suggestionsCount]: 0 });
  expect(read.filling().count).toBe(10);
  expect(warnings).toEqual([
    "The setting workspaceMlm.suggestions.count must be a whole number from 1 to 50; it is 0.",
  ]);
});

describe("a folder that a setting names", () => {
  test("is the bundled model, or the editor's storage, where nothing is named", () => {
    const { read } = withValues({ [SETTINGS.model]: "  " });
    expect([read.model(), read.modelsFolder()]).toEqual([undefined, undefined]);
  });

  test("is relative to the workspace folder", () => {
    expect(withValues({ [SETTINGS.model]: "models/team" }).read.model()).toBe("/code/app/models/team");
  });

  test("is refused where it is no path", () => {
    expect(() => withValues({ [SETTINGS.model]: 7 }).read.model()).toThrow(
      "The setting workspaceMlm.model must be a string; it is 7.",
    );
  });
});
