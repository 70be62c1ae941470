import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planTraining } from "../../../src/engine/training/plan";
import type { TrainParams } from "../../../src/protocol/training";
import { trainingSettings } from "../../support/trainingSettings";
import { makeWorkspace, prose } from "../corpus/workspace";

test("the plan leaves version control out without a word, tokenises for the training to come, and says the same when it finds the tokens", async () => {
  const root = makeWorkspace({
    "a.txt": prose(300),
    "b.txt": prose(200, 2),
    "c.bin": new Uint8Array(40),
    ".git/HEAD": "ref: x\n",
  });
  const storage = makeWorkspace();
  const params: TrainParams = {
    roots: [root],
    folderExclude: {},
    storage,
    base: "test/fixtures/bert-2x32",
    settings: trainingSettings(),
  };
  const plan = () => planTraining(params, new AbortController().signal);
  const first = await plan();
  expect(first).toMatchObject({ files: 2, leftOut: [{ reason: "binary", files: 1 }] });
  expect(first.estimatedSeconds).toBeGreaterThan(0);
  expect(existsSync(join(storage, "tokens"))).toBe(true);
  expect(await plan()).toEqual(first);
});
