import { fork } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { unfinishedRun } from "../../../src/engine/runs/unfinished";
import { ipcTransport } from "../../../src/protocol/ipc";
import { connect } from "../../../src/protocol/rpc";
import type { TrainerListener, TrainerSide } from "../../../src/protocol/training";
import { prepareTraining, storeOf, trainingParams, weightsInUse } from "../../support/durableTraining";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-trainer-"));
const prepared = join(folder, "prepared");

beforeAll(() => prepareTraining(prepared));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A trainer process on a laptop that is unplugged when the third step is done; resolves when it waits. */
async function waitingTrainer(name: string) {
  const [storage, supplies] = [join(folder, name), join(folder, `${name}-power`)];
  cpSync(prepared, storage, { recursive: true });
  mkdirSync(join(supplies, "BAT0"), { recursive: true });
  const power = (status: string) => writeFileSync(join(supplies, "BAT0", "status"), status);
  writeFileSync(join(supplies, "BAT0", "type"), "Battery");
  power("Full");
  const variables = { WORKSPACE_MLM_POWER_SUPPLY: supplies, WORKSPACE_MLM_POWER_INTERVAL_MS: "5" };
  const env = { ...process.env, ...variables, NODE_PATH: resolve("node_modules") };
  const child = fork(join(dirname(inject("cli")), "engine.js"), ["trainer"], { env, execArgv: [] });
  const exit = new Promise<number | null>((done) => child.once("exit", done));
  let trainedUntil = 0;
  let waits = (): void => {};
  const waiting = new Promise<void>((done) => {
    waits = done;
  });
  const nothing = (): void => {};
  const trainer = connect<TrainerListener, TrainerSide>(ipcTransport(child), {
    requests: {},
    notifications: {
      progress({ stage, step }) {
        if (stage === "training" && step >= 3) power("Discharging");
        if (stage === "evaluating") trainedUntil = performance.now();
      },
      power: waits,
      ...{ report: nothing, log: nothing, changes: nothing },
    },
  });
  const params = trainingParams(storage);
  const ended = trainer
    .request("train", { ...params, settings: { ...params.settings, epochs: 60, onBattery: "pause" } })
    .catch((error: unknown) => error);
  await waiting;
  return { storage, child, exit, trainer, ended, trainedUntil: () => trainedUntil };
}

/** A second or two, on a machine that is slow and busy. */
const SOON_MS = 10_000;

describe("a trainer that waits on its battery", () => {
  test("saves and ends soon when the editor goes, and the run can be resumed", async () => {
    const { storage, child, exit } = await waitingTrainer("gone");
    const since = performance.now();
    child.disconnect();
    expect(await exit).toBe(0);
    expect(performance.now() - since).toBeLessThan(SOON_MS);
    const { step } = (await unfinishedRun(storeOf(storage)))!;
    expect(step).toBeGreaterThanOrEqual(3);
    expect((await weightsInUse(storage)).equals(await weightsInUse(prepared))).toBe(true);
  });

  test("stops training when it is asked to, and keeps what was learnt", async () => {
    const { child, exit, trainer, ended, trainedUntil } = await waitingTrainer("stopped");
    const since = performance.now();
    await trainer.request("stop", {});
    expect(await ended).toMatchObject({ stoppedEarly: true });
    expect(trainedUntil()).toBeGreaterThan(since);
    expect(trainedUntil() - since).toBeLessThan(SOON_MS);
    child.disconnect();
    expect(await exit).toBe(0);
  });
});
