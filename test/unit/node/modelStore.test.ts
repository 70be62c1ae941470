import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  currentModel,
  deleteModel,
  listModels,
  moveStore,
  newRunName,
  runFolder,
  runsFolder,
  storedModel,
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

test("a model in use that a killed process had moved aside comes back, whoever asks first", async () => {
  for (const ask of [currentModel, listModels]) {
    const storage = storageWith("1");
    await useModel(storage, "1");
    renameSync(runFolder(storage, "1"), join(storage, "models", `.1.old-${2 ** 22 + 1}-0123abcd-0123abcd`));
    await ask(storage);
    expect(readdirSync(join(storage, "models"))).toEqual(["1"]);
    expect(await currentModel(storage)).toBe(runFolder(storage, "1"));
  }
});

describe("the name of a new run", () => {
  const at = (time: string) => new Date(time);

  test("is its time", async () => {
    expect(await newRunName(emptyStorage(), at("2026-01-31T09:30:05.007Z"))).toBe("2026-01-31T09-30-05-007Z");
  });

  test.each([
    ["at the same moment", "2026-01-31T09:30:05.007Z"],
    ["after the clock was put back by years", "1970-01-01T00:00:00.000Z"],
  ])("%s is still later than that of every run and model", async (_, now) => {
    const storage = storageWith("2026-01-31T09-30-05-006Z", "named");
    addFolder(join(runsFolder(storage), "2026-01-31T09-30-05-007Z"));
    expect(await newRunName(storage, at(now))).toBe("2026-01-31T09-30-05-008Z");
  });

  test("goes on in order after a clock that was ahead for a while", async () => {
    const storage = storageWith("2099-12-31T23-59-59-999Z");
    const name = await newRunName(storage, at("2026-01-31T09:30:05.007Z"));
    addFolder(runFolder(storage, name));
    expect(await runsOf(storage)).toEqual([name, "2099-12-31T23-59-59-999Z"]);
  });
});

test("what killed processes left among the models goes when one is put into use", async () => {
  const storage = storageWith("1");
  const dead = `${2 ** 22 + 1}-0123abcd-0123abcd`;
  addFolder(join(storage, "models", `.2.tmp-${dead}`));
  await useModel(storage, "1");
  expect(readdirSync(join(storage, "models"))).toEqual(["1"]);
});

test("a store that is moved is whole at its new place, without its tokens", async () => {
  const storage = storageWith("1", "2");
  for (const folder of [join(runsFolder(storage), "3"), tokenFolder(storage)]) addFolder(folder);
  await useModel(storage, "1");
  const moved = join(emptyStorage(), "new", "place");
  await moveStore(storage, moved);
  expect(await listModels(moved)).toEqual([
    { run: "2", folder: runFolder(moved, "2"), inUse: false },
    { run: "1", folder: runFolder(moved, "1"), inUse: true },
  ]);
  expect(readdirSync(runsFolder(moved))).toEqual(["3"]);
  expect(readdirSync(storage)).toEqual(["other.txt"]);
  expect(await storedModel(moved, runFolder(storage, "1"))).toBe(runFolder(moved, "1"));
});
