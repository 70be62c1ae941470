import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parametersOf } from "../../../src/core/models/families";
import { TrainingState } from "../../../src/core/training/trainingState";
import { loadModel } from "../../../src/engine/models/loadModel";
import { checkpointNames, readCheckpoint, writeCheckpoint } from "../../../src/node/checkpoints";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const newState = async () => {
  const { config } = await loadModel("test/fixtures/bert-2x32");
  return new TrainingState(parametersOf(config));
};

test("of many checkpoints the two newest stay, and the newest is read", async () => {
  const state = await newState();
  for (let step = 1; step <= 4; step++) {
    state.flat("means").fill(step);
    await writeCheckpoint(at("run"), state, { step });
  }
  expect(await checkpointNames(at("run"))).toEqual(["checkpoint-000004", "checkpoint-000003"]);
  const read = await newState();
  const found = await readCheckpoint(at("run"), read, () => {});
  expect(found).toEqual({ name: "checkpoint-000004", record: { step: 4 } });
  expect(read.flat("means").every((value) => value === 4)).toBe(true);
});

test("the marker of completeness is written last", async () => {
  await writeCheckpoint(at("run"), await newState(), { step: 1 });
  const folder = at("run", "checkpoint-000001");
  const files = readdirSync(folder).map((name) => {
    const { mtimeNs } = statSync(join(folder, name), { bigint: true });
    return { name, mtimeNs };
  });
  expect(files).toHaveLength(5);
  const marker = files.find(({ name }) => name === "complete.json")!;
  for (const { mtimeNs } of files) expect(mtimeNs <= marker.mtimeNs).toBe(true);
});
