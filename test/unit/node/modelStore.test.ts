import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  currentModel,
  deleteModel,
  discardModels,
  listModels,
  runFolder,
  runsFolder,
  tokenFolder,
  useModel,
  useNoModel,
} from "../../../src/node/modelStore";
import { makeWorkspace } from "../corpus/workspace";

const emptyStorage = () => makeWorkspace({ "other.txt": "of someone else\n" });

function addFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "content"), "content");
}

function storageWith(...runs: string[]): string {
  const storage = emptyStorage();
  for (const run of runs) addFolder(runFolder(storage, run));
  return storage;
}

const runsOf = async (storage: string) => (await listModels(storage)).map(({ run }) => run);

test("a storage without models has none and uses none", async () => {
  const storage = emptyStorage();
  expect(await listModels(storage)).toEqual([]);
  expect(await currentModel(storage)).toBeUndefined();
});

test("models are listed, the newest first, and the one in use is known", async () => {
  const storage = storageWith("2026-01-01", "2026-01-03", "2026-01-02");
  await useModel(storage, "2026-01-02");
  expect(await listModels(storage)).toEqual(
    ["2026-01-03", "2026-01-02", "2026-01-01"].map((run) => ({
      run,
      folder: runFolder(storage, run),
      inUse: run === "2026-01-02",
    })),
  );
  expect(await currentModel(storage)).toBe(runFolder(storage, "2026-01-02"));
});

test("putting a model into use keeps the five newest of the others", async () => {
  const storage = storageWith("1", "2", "3", "4", "5", "6", "7");
  await useModel(storage, "1");
  expect(await runsOf(storage)).toEqual(["7", "6", "5", "4", "3", "1"]);
});

test.each(["missing", "../other", ""])("a model %j that is not there cannot be put into use", async (run) => {
  const storage = storageWith("1");
  await useModel(storage, "1");
  await expect(useModel(storage, run)).rejects.toMatchObject({ name: "Fault", kind: "bad-model" });
  expect(await currentModel(storage)).toBe(runFolder(storage, "1"));
});

test("no trained model is in use when asked for, and all stay", async () => {
  const storage = storageWith("1", "2");
  await useModel(storage, "1");
  await useNoModel(storage);
  expect(await currentModel(storage)).toBeUndefined();
  expect(await runsOf(storage)).toEqual(["2", "1"]);
});

test("deleting a model leaves the others, and none in use where it was the one", async () => {
  const storage = storageWith("1", "2", "3");
  await useModel(storage, "2");
  await deleteModel(storage, "1");
  expect(await currentModel(storage)).toBe(runFolder(storage, "2"));
  await deleteModel(storage, "2");
  expect(await currentModel(storage)).toBeUndefined();
  expect(await runsOf(storage)).toEqual(["3"]);
  await deleteModel(storage, "2");
  await deleteModel(storage, "../other.txt");
  expect(readdirSync(storage).sort()).toEqual(["models", "other.txt"]);
});

test("what killed processes left among the models goes when one is put into use", async () => {
  const storage = storageWith("1");
  const dead = `${2 ** 22 + 1}-0123abcd-0123abcd`;
  addFolder(join(storage, "models", `.2.tmp-${dead}`));
  await useModel(storage, "1");
  expect(readdirSync(join(storage, "models"))).toEqual(["1"]);
});

test("discarding deletes the models, runs and tokens of the workspace, and nothing else", async () => {
  const storage = storageWith("run");
  for (const folder of [join(runsFolder(storage), "run"), tokenFolder(storage)]) addFolder(folder);
  await useModel(storage, "run");
  await discardModels(storage);
  expect(await currentModel(storage)).toBeUndefined();
  expect(readdirSync(storage)).toEqual(["other.txt"]);
  expect(existsSync(join(storage, "other.txt"))).toBe(true);
});
