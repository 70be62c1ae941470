import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { describeModels, importModel } from "../../../src/engine/models/storedModels";
import { lastReport } from "../../../src/extension/report/lastReport";
import { currentModel, useModel } from "../../../src/node/modelStore";
import { prepareTraining, storeOf, trainOn, weightsInUse } from "../../support/durableTraining";
import { buildFaultyProgram, endOf, startFaulty } from "../../support/killing";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-windows-"));
const script = join(folder, "program.cjs");
const prepared = join(folder, "prepared");
const whole = join(folder, "whole");
const DAY_MS = 24 * 60 * 60_000;

beforeAll(async () => {
  await buildFaultyProgram(script);
  await prepareTraining(prepared);
  cpSync(prepared, whole, { recursive: true });
  await trainOn(whole, {});
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.useRealTimers());

function copy(name: string): string {
  cpSync(prepared, join(folder, name), { recursive: true });
  return join(folder, name);
}

test("a second window does not train, but works on the models; when the first one dies it takes over", async () => {
  const storage = copy("two");
  const first = startFaulty(script, "training", storage, 0);
  const firstEnded = endOf(first);
  await new Promise<void>((seen) =>
    first.stdout.on("data", (text: string) => text.includes("training 2") && seen()),
  );
  const second = await endOf(startFaulty(script, "training", storage, 0));
  expect(second.errors).toContain(
    `Another window is training on this workspace; wait until it is done, or stop it there (process ${first.pid}).`,
  );
  const { run } = await importModel({ folder: "test/fixtures/bert-2x32", storage: storeOf(storage) });
  await useModel(storeOf(storage), run);
  first.kill("SIGKILL");
  expect((await firstEnded).killed).toBe(true);
  expect(await describeModels(storeOf(storage))).toMatchObject([{ run, inUse: true }, { inUse: false }]);
  const third = await endOf(startFaulty(script, "training", storage, 0));
  expect(third.errors).toBe("");
  expect((await weightsInUse(storage)).equals(await weightsInUse(whole))).toBe(true);
});

test("a clock that jumps ahead and back changes nothing in a run, and the next one comes after it", async () => {
  const storage = copy("clock");
  vi.useFakeTimers({ toFake: ["Date"] });
  const began = Date.now();
  const jumps = new Map([
    [3, began + 400 * DAY_MS],
    [7, began - 4000 * DAY_MS],
  ]);
  const left: number[] = [];
  const { seconds } = await trainOn(storage, {
    progress: ({ stage, step, etaSeconds }) => {
      if (stage === "training") left.push(etaSeconds!);
      const jump = jumps.get(step);
      if (jump !== undefined) vi.setSystemTime(jump);
    },
  });
  expect(left.length).toBeGreaterThan(8);
  for (const each of [seconds, ...left]) expect(each).toBeLessThan(60);
  for (const each of [seconds, ...left]) expect(each).toBeGreaterThanOrEqual(0);
  expect((await weightsInUse(storage)).equals(await weightsInUse(whole))).toBe(true);
  const first = basename((await currentModel(storeOf(storage)))!);
  await trainOn(storage, {});
  const runs = readdirSync(join(storeOf(storage), "runs")).sort();
  expect(runs).toHaveLength(2);
  expect(runs[0]).toBe(first);
});

test("the sleep of the machine is no time of work, whether its clock counts it or not", async () => {
  const storage = copy("slept");
  const clock = { slept: 0 };
  const paces: number[] = [];
  const left: number[] = [];
  const now = () => performance.now() + clock.slept;
  const { seconds } = await trainOn(
    storage,
    {
      progress: ({ stage, step, tokensPerSecond, etaSeconds }) => {
        if (stage !== "training") return;
        paces.push(tokensPerSecond!);
        left.push(etaSeconds!);
        if (step % 4 === 0) clock.slept += 3 * 60 * 60_000;
      },
    },
    { now },
  );
  expect(clock.slept).toBeGreaterThan(5 * 60 * 60_000);
  expect(seconds).toBeLessThan(60);
  expect(Math.min(...paces)).toBeGreaterThan(100);
  for (const each of left) expect(each).toBeLessThan(60);
  const report = await lastReport(storeOf(storage));
  expect(report).toMatchObject({ seconds, status: "finished" });
  expect(report!.tokensPerSecond).toBeGreaterThan(100);
});

test("a run that goes on has the pace of now, and the work of before", async () => {
  const storage = copy("goes-on");
  const suspend = new AbortController();
  const clock = { ahead: 0 };
  const progress = ({ stage, step }: { stage: string; step: number }) => {
    if (stage === "training") clock.ahead += 30_000;
    if (step === 4) suspend.abort();
  };
  const now = () => performance.now() + clock.ahead;
  await trainOn(storage, { progress }, { suspend: suspend.signal, now }).catch(() => {});
  const left: number[] = [];
  const { seconds } = await trainOn(storage, {
    progress: ({ etaSeconds }) => etaSeconds !== undefined && left.push(etaSeconds),
  });
  expect(left.length).toBeGreaterThan(4);
  for (const each of left) expect(each).toBeLessThan(60);
  expect(seconds).toBeGreaterThan(90);
});
