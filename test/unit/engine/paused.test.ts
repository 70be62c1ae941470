import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { pauseGate } from "../../../src/engine/follow/pauseGate";
import { pauseOnBattery } from "../../../src/engine/roles/batteryPause";
import { unfinishedRun } from "../../../src/engine/runs/unfinished";
import type { TrainingResult } from "../../../src/protocol/training";
import { waitMs } from "../../harness/limits.json";
import { prepareTraining, storeOf, trainOn, weightsInUse } from "../../support/durableTraining";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-paused-"));
const prepared = join(folder, "prepared");
const whole = join(folder, "whole");
/** In the middle of the first epoch. */
const UNPLUGGED_AT = 3;

beforeAll(async () => {
  await prepareTraining(prepared);
  cpSync(prepared, whole, { recursive: true });
  await trainOn(whole, {});
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Laptop {
  readonly storage: string;
  readonly steps: readonly number[];
  readonly ended: Promise<TrainingResult | unknown>;
  /** Resolves when the run waits. */
  readonly waits: Promise<void>;
  plugIn(): void;
  /** When training had ended, and the models were asked for their words. */
  trainedUntil(): number;
  readonly stop: AbortController;
  readonly suspend: AbortController;
}

/** Trains on a machine that goes on its battery at a step, and stays there. */
function trainOnLaptop(name: string, unpluggedAt: number): Laptop {
  const storage = join(folder, name);
  cpSync(prepared, storage, { recursive: true });
  const [stop, suspend] = [new AbortController(), new AbortController()];
  const power = { onBattery: unpluggedAt === 0 };
  const steps: number[] = [];
  const gate = pauseGate();
  let told = (): void => {};
  const waits = new Promise<void>((resolve) => {
    told = resolve;
  });
  const isOnBattery = () => Promise.resolve(power.onBattery);
  const watch = pauseOnBattery({ gate, isOnBattery, onChange: () => told(), intervalMs: 1 });
  let trainedUntil = 0;
  const progress = ({ stage, step }: { stage: string; step: number }) => {
    if (stage === "evaluating") trainedUntil = performance.now();
    if (stage !== "training") return;
    steps.push(step);
    if (step === unpluggedAt) power.onBattery = true;
  };
  const signals = { stop: stop.signal, suspend: suspend.signal, gate };
  const ended = trainOn(storage, { progress }, signals)
    .catch((error: unknown) => error)
    .finally(() => watch.stop());
  const plugIn = () => {
    power.onBattery = false;
  };
  return { storage, steps, ended, waits, plugIn, stop, suspend, trainedUntil: () => trainedUntil };
}

/** The number of steps when the run has come to wait, and does no more. */
async function stepsWhenWaiting({ steps, waits }: Laptop): Promise<number> {
  await waits;
  await vi.waitFor(async () => {
    const before = steps.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(steps.length).toBe(before);
  }, waitMs);
  return steps.length;
}

describe("a run that waits on its battery in the middle of an epoch", () => {
  test("does no step, goes on when it is plugged in, and ends in the same bits", async () => {
    const laptop = trainOnLaptop("plugged-in", UNPLUGGED_AT);
    const done = await stepsWhenWaiting(laptop);
    expect(done).toBeGreaterThanOrEqual(UNPLUGGED_AT);
    expect(done).toBeLessThan(12);
    laptop.plugIn();
    expect(await laptop.ended).toMatchObject({ kept: "tuned" });
    expect((await weightsInUse(laptop.storage)).equals(await weightsInUse(whole))).toBe(true);
  });

  test("is broken off within a second, and ends in the same bits when it goes on", async () => {
    const laptop = trainOnLaptop("suspended", UNPLUGGED_AT);
    const done = await stepsWhenWaiting(laptop);
    const since = performance.now();
    laptop.suspend.abort();
    expect(await laptop.ended).toBe(laptop.suspend.signal.reason);
    expect(performance.now() - since).toBeLessThan(1000);
    expect(await unfinishedRun(storeOf(laptop.storage))).toMatchObject({ step: done });
    await trainOn(laptop.storage, {});
    expect((await weightsInUse(laptop.storage)).equals(await weightsInUse(whole))).toBe(true);
  });

  test("stops training within a second, and keeps what was learnt", async () => {
    const laptop = trainOnLaptop("stopped", UNPLUGGED_AT);
    const done = await stepsWhenWaiting(laptop);
    const since = performance.now();
    laptop.stop.abort();
    expect(await laptop.ended).toMatchObject({ stoppedEarly: true, steps: done });
    expect(laptop.trainedUntil()).toBeGreaterThan(since);
    expect(laptop.trainedUntil() - since).toBeLessThan(1000);
    expect(laptop.steps).toHaveLength(done);
  });
});

describe.each(["stop", "suspend"] as const)("a run that waits before its first step, at %s", (end) => {
  test("ends within a second and leaves nothing", async () => {
    const laptop = trainOnLaptop(`never-${end}`, 0);
    expect(await stepsWhenWaiting(laptop)).toBe(0);
    const since = performance.now();
    laptop[end].abort();
    expect(await laptop.ended).toBe(laptop[end].signal.reason);
    expect(performance.now() - since).toBeLessThan(1000);
    const runs = join(storeOf(laptop.storage), "runs");
    expect(existsSync(runs) ? readdirSync(runs) : []).toEqual([]);
    expect((await weightsInUse(laptop.storage)).equals(await weightsInUse(prepared))).toBe(true);
  });
});
