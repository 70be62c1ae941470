import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { currentModel, discardModels, runFolder, tokenFolder, useModel } from "../../../src/node/modelStore";
import { makeWorkspace } from "../corpus/workspace";

test("discarding deletes the models and the tokens of the workspace, and nothing else", async () => {
  const storage = makeWorkspace({ "other.txt": "of someone else\n" });
  for (const folder of [runFolder(storage, "run"), tokenFolder(storage)]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "content"), "content");
  }
  await useModel(storage, "run");
  expect(await currentModel(storage)).toBe(runFolder(storage, "run"));
  await discardModels(storage);
  expect(await currentModel(storage)).toBeUndefined();
  expect([runFolder(storage, "run"), tokenFolder(storage)].map((path) => existsSync(path))).toEqual([
    false,
    false,
  ]);
  expect(existsSync(join(storage, "other.txt"))).toBe(true);
});
