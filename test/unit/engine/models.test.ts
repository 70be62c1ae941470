import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { concludeRun } from "../../../src/engine/conclude/concludeRun";
import { exportModel } from "../../../src/engine/models/exportModel";
import { loadModel } from "../../../src/engine/models/loadModel";
import { describeModels, importModel, renameModel } from "../../../src/engine/models/storedModels";
import { runFolder, useModel } from "../../../src/node/modelStore";
import type { TrainingReport } from "../../../src/protocol/report";
import { temporaryFolder } from "../../support/temporaryFolder";
import { trainingSettings } from "../../support/trainingSettings";

const at = temporaryFolder();
const FIXTURE = "test/fixtures/bert-2x32";

const WORDS = { words: 500, files: 12, first: 225, amongFive: 310 };
const score = { perplexity: 9.5, top5: 0.5, masks: 1200, loss: 2.25 };
const REPORT: TrainingReport = {
  version: 1,
  run: "one",
  startedAt: "2026-01-01T00:00:00Z",
  seconds: 90,
  status: "finished",
  model: { base: "/home/somebody/secret-project/base", newWords: [], architecture: "bert", parameters: 1 },
  settings: trainingSettings({
    size: "mini",
    epochs: 3,
    batchSize: 16,
    sequenceLength: 128,
    include: ["secret-project/**"],
  }),
  corpus: { files: 321, heldOutFiles: 32, characters: 1_000_000, tokens: 250_000, leftOut: [] },
  step: 700,
  totalSteps: 700,
  losses: [],
  evaluations: [
    { ...score, epoch: 0, step: 0, top1: 0.25, loss: 3.5 },
    { ...score, epoch: 1, step: 350, top1: 0.45 },
    { ...score, epoch: 2, step: 700, top1: 0.4, loss: 2.5 },
  ],
  words: {
    before: { ...WORDS, first: 125 },
    after: WORDS,
    files: ["secret-project/main.ts"],
    isChosenOnThem: false,
    languages: [{ language: "TypeScript", before: { ...WORDS, first: 125 }, after: WORDS }],
  },
  samples: [{ sentence: "the secret-project [MASK]", hidden: "word", before: [] }],
};

function store(run: string, report?: TrainingReport): string {
  const folder = runFolder(at("store"), run);
  cpSync(FIXTURE, folder, { recursive: true });
  if (report) {
    mkdirSync(at("store", "runs", run), { recursive: true });
    writeFileSync(at("store", "runs", run, "report.json"), JSON.stringify(report));
  }
  return folder;
}

test("an exported model has equal weights and a card that compares it with its base and names no path", async () => {
  const model = store("one", REPORT);
  await exportModel({ model, output: at("my-model"), onnx: false });
  expect((await loadModel(at("my-model"))).parameters).toEqual((await loadModel(model)).parameters);
  const card = readFileSync(at("my-model", "README.md"), "utf8");
  expect(card).toMatch(/^---\nlibrary_name: transformers\npipeline_tag: fill-mask\nlicense: other\n/);
  expect(card).toContain("| files | 321, of which 32 were held out |");
  expect(card).toContain("| tokens | 250,000 |");
  expect(card).toContain("Of 500 hidden words in 12 files, not learnt from.");
  expect(card).toContain("| before training | 25.0 % | 62.0 % |\n| this model | 45.0 % | 62.0 % |");
  expect(card).toContain("can repeat what it was trained on");
  expect(card).not.toMatch(/secret|somebody|onnx/);
  expect(existsSync(at("my-model", "onnx"))).toBe(false);
});

test("the card names the licence that the base's card names, and says less without a report", async () => {
  cpSync(FIXTURE, at("base"), { recursive: true });
  writeFileSync(at("base", "README.md"), '---\ntags: [x]\nlicense: "apache-2.0"\n---\nlicense: wrong\n');
  await exportModel({ model: at("base"), output: at("copy"), onnx: true });
  const card = readFileSync(at("copy", "README.md"), "utf8");
  expect(card).toContain("\nlicense: apache-2.0\n");
  expect(card).toContain("onnx/model.onnx");
  expect(card).not.toMatch(/## (Results|Training)/);
});

test("a model that was tuned from the box has the box's licence and data notices in its card, through every copy", async () => {
  const box = "models/base";
  const tuned = { ...REPORT, model: { ...REPORT.model, base: box }, kept: "tuned" } as const;
  const outcome = { status: "finished", steps: 1, unmeasured: false, report: tuned } as const;
  const ended = { storage: at("store"), run: "one", folder: at("store", "runs", "one"), questions: [] };
  mkdirSync(ended.folder, { recursive: true });
  await concludeRun(ended, { ...outcome, model: await loadModel(FIXTURE) }, () => {});
  await exportModel({ model: runFolder(at("store"), "one"), output: at("first"), onnx: false });
  const { folder } = await importModel({ folder: at("first"), storage: at("other store") });
  await exportModel({ model: folder, output: at("second"), onnx: false });
  for (const copy of ["first", "second"]) {
    const card = readFileSync(at(copy, "README.md"), "utf8");
    expect(card).toContain("\nlicense: mit\n");
    expect(card).toContain("is under the licence `mit`, which holds for this one too.");
    expect(card).toContain("What that model was trained on stands in `DATA-NOTICES`");
    expect(readFileSync(at(copy, "DATA-NOTICES"))).toEqual(readFileSync(join(box, "DATA-NOTICES")));
  }
});

test("an imported model stands beside the others under its name, and can be renamed and used", async () => {
  store("2020-trained", REPORT);
  const { run } = await importModel({ folder: FIXTURE, storage: at("store") });
  const listed = await describeModels(at("store"));
  expect(listed.map(({ name, imported, inUse }) => ({ name, imported, inUse }))).toEqual([
    { name: "bert-2x32", imported: true, inUse: false },
    { name: undefined, imported: false, inUse: false },
  ]);
  await renameModel({ storage: at("store"), run, name: "From the cluster" });
  await useModel(at("store"), run);
  expect((await describeModels(at("store")))[0]).toMatchObject({ name: "From the cluster", inUse: true });
});

test("of many models those that a person imported or named stay", async () => {
  const { run } = await importModel({ folder: FIXTURE, storage: at("store") });
  for (let index = 0; index < 8; index++) store(`9${index}`);
  await useModel(at("store"), "97");
  const left = (await describeModels(at("store"))).map((model) => model.run);
  expect(left).toEqual(["97", "96", "95", "94", "93", "92", run]);
});

test("a model that is gone cannot be renamed, and does not come back as an empty folder", async () => {
  store("one");
  const renamed = renameModel({ storage: at("store"), run: "two", name: "x" });
  await expect(renamed).rejects.toMatchObject({ name: "Fault", kind: "bad-model" });
  expect((await describeModels(at("store"))).map(({ run }) => run)).toEqual(["one"]);
});

test.each([
  ["config.json", "has no config.json"],
  ["model.safetensors", "has no model.safetensors"],
])("a folder without %s is refused, and the store stays as it was", async (name, message) => {
  cpSync(FIXTURE, at("broken"), { recursive: true });
  rmSync(join(at("broken"), name));
  await expect(importModel({ folder: at("broken"), storage: at("store") })).rejects.toThrow(message);
  expect(existsSync(at("store")) ? readdirSync(at("store")) : []).toEqual([]);
});
