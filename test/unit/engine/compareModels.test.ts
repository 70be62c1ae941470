import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findsMore } from "../../../src/core/questions/wordsFound";
import { inEnglish } from "../../../src/core/sentence";
import { deleteModels } from "../../../src/engine/models/deleteModels";
import { compareModels, evaluateModel } from "../../../src/engine/models/evaluateModel";
import { moveModels } from "../../../src/engine/models/moveModels";
import { baseFound, describeModels, importModel } from "../../../src/engine/models/storedModels";
import { withTrainingLock } from "../../../src/engine/runs/trainingLock";
import { readHeldOut, writeHeldOut } from "../../../src/node/heldOutStore";
import { currentModel } from "../../../src/node/modelStore";
import type { TrainParams } from "../../../src/protocol/training";
import { prepareTraining, trainingParams, trainOn } from "../../support/durableTraining";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-compared-"));
const prepared = join(folder, "prepared");
const BASE = "test/fixtures/bert-2x32";
const OTHER = "test/fixtures/distilbert-2x32";
const { signal } = new AbortController();

/** A workspace with an earlier model and one that a run trained, which is in use and has new words. */
beforeAll(async () => {
  await prepareTraining(prepared);
  await trainOn(prepared, {});
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(name: string): TrainParams {
  cpSync(prepared, join(folder, name), { recursive: true });
  return trainingParams(join(folder, name));
}

describe("an imported model", () => {
  test("is asked for the same words as the others, and its figures stay with it", async () => {
    const workspace = copy("imported");
    const { storage } = workspace;
    const imported = await importModel({ folder: OTHER, storage, name: "From outside" });
    const found = await evaluateModel({ model: imported.folder, workspace }, signal);
    expect(found.words).toBeGreaterThan(10);
    expect(await describeModels(storage)).toMatchObject([{ name: "From outside", found }, {}, {}]);
    const rows = await compareModels(workspace, signal);
    expect(rows.map(({ model }) => model?.name ?? model?.run.slice(0, 4))).toEqual([
      undefined,
      "From outside",
      expect.stringMatching(/^20/),
      "2026",
    ]);
    expect(new Set(rows.map((row) => row.found!.words))).toEqual(new Set([found.words]));
    expect(rows[1]).toMatchObject({ model: { found }, found });
    expect(findsMore(rows[2]!.found!, rows[0]!.found!)).toBe(true);
    expect(rows[3]!.found).toEqual(rows[0]!.found); // the earlier model is a copy of the one to start from
    expect((await describeModels(storage)).map((model) => model.found)).toEqual(
      rows.slice(1).map((row) => row.found),
    );
  });

  test("is asked for the same words whatever settings and files change, as long as those of the words are there", async () => {
    const workspace = copy("lasting");
    const { storage, roots, settings } = workspace;
    const { folder: model } = await importModel({ folder: OTHER, storage });
    const found = await evaluateModel({ model, workspace }, signal);
    const before = await readHeldOut(storage);
    writeFileSync(join(roots[0]!, "new.md"), "quokka numbat ".repeat(300));
    const changed = { ...workspace, settings: { ...settings, maskingProbability: 0.3, seed: 2 } };
    expect(await evaluateModel({ model, workspace: changed }, signal)).toEqual(found);
    expect(await readHeldOut(storage)).toEqual(before);
    expect((await describeModels(storage)).every(({ isOutdated }) => !isOutdated)).toBe(true);
  });

  test("that was asked for other words than the rest since is not shown beside it", async () => {
    const workspace = copy("outdated");
    const { storage, roots } = workspace;
    const { folder: model } = await importModel({ folder: OTHER, storage });
    await evaluateModel({ model, workspace }, signal);
    const { questions } = (await readHeldOut(storage))!;
    rmSync(join(roots[0]!, questions[0]!.file));
    await evaluateModel({ model: (await currentModel(storage))!, workspace }, signal);
    const listed = await describeModels(storage);
    const [outside, inUse] = [listed.find(({ imported }) => imported), listed.find((each) => each.inUse)];
    expect([outside?.found, outside?.isOutdated]).toEqual([undefined, true]);
    expect(inUse?.found).toBeDefined();
    await evaluateModel({ model, workspace }, signal);
    expect((await describeModels(storage)).find(({ imported }) => imported)?.found).toBeDefined();
    const words = new Set(questions.map(({ file, before, word }) => [file, before, word].join()));
    const kept = (await readHeldOut(storage))!.questions.filter(({ file, before, word }) =>
      words.has([file, before, word].join()),
    );
    expect(kept.length).toBe(questions.filter(({ file }) => file !== questions[0]!.file).length);
  });
});

test("a model that cannot be read stands in the comparison with the reason", async () => {
  const workspace = copy("broken");
  const broken = (await currentModel(workspace.storage))!;
  truncateSync(join(broken, "model.safetensors"), 20);
  const rows = await compareModels(workspace, signal);
  const { failure } = rows.find(({ model }) => model?.folder === broken)!;
  expect(inEnglish(failure!)).toContain("model.safetensors");
  expect(rows.filter(({ found }) => found !== undefined)).toHaveLength(2);
});

test("a model outside the workspace's store is asked, and nothing is written into it", async () => {
  const workspace = copy("outside");
  const before = readdirSync(BASE);
  const found = await evaluateModel({ model: BASE, workspace }, signal);
  expect(found.amongFive).toBeGreaterThanOrEqual(found.first);
  expect(readdirSync(BASE)).toEqual(before);
  const { storage } = workspace;
  expect([await baseFound(storage, BASE), await baseFound(storage, OTHER)]).toEqual([found, undefined]);
  await writeHeldOut(storage, { ...(await readHeldOut(storage))!, questions: [] });
  expect(await baseFound(storage, BASE)).toBeUndefined();
});

test("a training notes how many words the model finds that it started from", async () => {
  const { storage, base } = trainingParams(prepared);
  const [trained] = await describeModels(storage);
  expect((await baseFound(storage, base!))?.words).toBe(trained!.found!.words);
});

test("models that are deleted take their reports, tokens and figures along; only the machine's speed stays", async () => {
  const { storage, ...rest } = copy("deleted");
  await compareModels({ storage, ...rest }, signal);
  await deleteModels({ storage, runs: (await describeModels(storage)).map(({ run }) => run) });
  expect(readdirSync(storage, { recursive: true }).sort()).toEqual(["models", "runs", "speeds.json"]);
});

test("a model that nobody named stays when others are deleted, with its report and in use", async () => {
  const { storage } = copy("partly deleted");
  const [trained, earlier] = await describeModels(storage);
  await deleteModels({ storage, runs: [earlier!.run] });
  expect(await describeModels(storage)).toEqual([trained]);
  expect(trained).toMatchObject({ inUse: true, found: { words: expect.any(Number) } });
});

test("nothing is deleted or moved while a process trains", async () => {
  const { storage } = copy("busy");
  const runs = (await describeModels(storage)).map(({ run }) => run);
  const to = join(folder, "elsewhere");
  await withTrainingLock(storage, async () => {
    await expect(deleteModels({ storage, runs })).rejects.toThrow("Another window is training");
    await expect(moveModels({ from: storage, to })).rejects.toThrow("Another window is training");
  });
  expect((await describeModels(storage)).map(({ run }) => run)).toEqual(runs);
});

test("models are moved with their figures, and not to where models lie", async () => {
  const { storage } = copy("moved");
  const to = join(folder, "new", "place");
  const before = await describeModels(storage);
  await moveModels({ from: storage, to });
  const inTheNewPlace = before.map((model) => ({ ...model, folder: join(to, "models", model.run) }));
  expect(await describeModels(to)).toEqual(inTheNewPlace);
  expect(await describeModels(storage)).toEqual([]);
  const from = copy("not moved").storage;
  await expect(moveModels({ from, to })).rejects.toThrow(`${to} holds models already`);
  expect(await describeModels(from)).toHaveLength(2);
});
