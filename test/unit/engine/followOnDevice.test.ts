import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Backend } from "../../../src/core/backend";
import { Fault } from "../../../src/core/errors";
import { inEnglish } from "../../../src/core/sentence";
import type { TrainingEvent, TrainingTask } from "../../../src/core/training/train";
import { askedDevice } from "../../../src/engine/device/askedDevice";
import { knownDevice, rememberDevice, rememberFailure } from "../../../src/engine/device/knownDevices";
import { trialOf } from "../../../src/engine/device/onDevice";
import { followOnDevice } from "../../../src/engine/follow/followOnDevice";
import { readRecord } from "../../../src/engine/runs/unfinished";
import type { RunChanges } from "../../../src/protocol/training";
import { oneThread } from "../../support/runGraph";
import { smallTask } from "../../support/smallTask";
import { temporaryFolder } from "../../support/temporaryFolder";
import { trainingReport } from "../../support/trainingReport";

const at = temporaryFolder();
const never = new AbortController().signal;

/** What takes the part of a GPU, whose run of a graph with this number fails, and all that follow. */
function failingAt(broken: number): Backend {
  const inner = oneThread();
  let runs = 0;
  return {
    ...inner,
    device: "webgpu",
    async compile(model) {
      const session = await inner.compile(model);
      return {
        ...session,
        run(feeds, into) {
          runs++;
          if (runs >= broken) throw new Fault("device", "It is lost.", { cause: new Error("no memory") });
          return session.run(feeds, into);
        },
      };
    },
  };
}

/** A few steps of a task, with a checkpoint after each. */
async function trained(backend: Backend, known?: (task: TrainingTask) => Promise<void>, resume = false) {
  const whole = smallTask({ epochs: 2, learningRate: 3e-3 }, backend);
  const task: TrainingTask = {
    ...whole,
    train: whole.train.slice(0, 24),
    validation: whole.validation.slice(0, 4),
  };
  const { config, state, vocabulary: tokenizer } = task;
  const parameters = new Map(
    [...state.tensors("parameters")].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
  const report = trainingReport();
  const setup = {
    ...{ folder: at("run"), task, start: { config, parameters, tokenizer }, fromScratch: true },
    ...{ resume, patience: 0, checkpointMinutes: 0, sentences: [] },
    report: { ...report, settings: { ...report.settings, device: backend.device }, evaluations: [] },
  };
  const steps: number[] = [];
  const warnings: string[] = [];
  const changes: string[] = [];
  const control = {
    stop: never,
    suspend: never,
    onEvent: (event: TrainingEvent) => {
      if (event.type === "step") steps.push(event.step);
    },
    onChanges: ({ changes: all }: RunChanges) => changes.push(...all.map((change) => JSON.stringify(change))),
    warn: (sentence: string) => warnings.push(sentence),
  };
  await known?.(setup.task);
  const followed = await followOnDevice(setup, control, at("speeds"));
  return {
    ...followed,
    steps,
    warnings,
    changes,
    device: (await readRecord(at("run")))?.report.settings.device,
  };
}

const ALL = [1, 2, 3, 4, 5, 6];
const FELL_BACK =
  "The GPU failed, so training goes on on the processor, from the last checkpoint or else the beginning: no memory.";

test("a GPU that works is used to the end", async () => {
  const { outcome, task, steps, warnings, device } = await trained(failingAt(Number.POSITIVE_INFINITY));
  expect([outcome.status, task.backend.device, device]).toEqual(["finished", "webgpu", "webgpu"]);
  expect([steps, warnings, outcome.report.fallback]).toEqual([ALL, [], undefined]);
});

test.each([
  ["at the first evaluation, from the beginning", 1, ALL],
  ["before the first checkpoint, from the beginning", 2, ALL],
  ["in a step, from the last checkpoint", 5, [...ALL]],
  ["in an evaluation, from the last checkpoint", 6, [...ALL]],
])("a GPU that fails %s: the processor goes on, and the run stays there", async (_name, broken, expected) => {
  const { outcome, task, steps, warnings, changes, device } = await trained(failingAt(broken));
  expect(outcome.report.fallback && inEnglish(outcome.report.fallback)).toBe(FELL_BACK);
  expect([outcome.status, outcome.failure]).toEqual(["finished", undefined]);
  expect([task.backend.device, device]).toEqual(["cpu", "cpu"]);
  expect(steps).toEqual(expected);
  expect(warnings).toEqual([FELL_BACK]);
  expect(changes.length).toBeLessThanOrEqual(1);
});

describe("a GPU that was the faster one", () => {
  const faster = (task: TrainingTask) => rememberDevice(at("speeds"), trialOf(task), "webgpu");

  test.each([
    ["fails", 4, { device: "cpu", retry: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }],
    ["works", Number.POSITIVE_INFINITY, { device: "webgpu" }],
  ] as const)(
    "and %s: from then on the faster one is the other, or the same",
    async (_name, broken, expected) => {
      const { task } = await trained(failingAt(broken), faster);
      expect(await knownDevice(at("speeds"), trialOf(task))).toEqual(expected);
    },
  );

  test("counts as one that failed while it works, for it may end the process", async () => {
    const seen: unknown[] = [];
    const backend = failingAt(Number.POSITIVE_INFINITY);
    const { task } = await trained(
      {
        ...backend,
        compile(model) {
          seen.push(readFileSync(at("speeds", "devices.json"), "utf8"));
          return backend.compile(model);
        },
      },
      faster,
    );
    expect(seen.length).toBeGreaterThan(0);
    const failed = { at: expect.any(Number), software: expect.stringMatching(/^ONNX Runtime \d+\.\d+/) };
    for (const file of seen) expect(JSON.parse(String(file))).toMatchObject([{ device: "cpu", failed }]);
    expect(await knownDevice(at("speeds"), trialOf(task))).toEqual({ device: "webgpu" });
  });
});

test.each([
  ["the processor is still told", oneThread(), FELL_BACK],
  ["a GPU is told no more", failingAt(Number.POSITIVE_INFINITY), undefined],
])("why the processor went on: in a run that is resumed on %s", async (_name, backend, expected) => {
  await trained(failingAt(5));
  const { fallback } = (await trained(backend, undefined, true)).outcome.report;
  expect(fallback && inEnglish(fallback)).toBe(expected);
});

test("that a GPU failed is forgotten when it is asked for and works", async () => {
  const failed = (task: TrainingTask) => rememberFailure(at("speeds"), trialOf(task));
  const { task } = await trained(failingAt(Number.POSITIVE_INFINITY), failed);
  expect(await knownDevice(at("speeds"), trialOf(task))).toBeUndefined();
});

test.each([
  [undefined, "webgpu", "cpu"],
  ["auto", "auto", "auto"],
  ["cpu", "cpu", "cpu"],
  ["webgpu", "webgpu", "webgpu"],
] as const)(
  "asked for %s, a run that began on a GPU goes on with %s, a new one with %s",
  async (device, resumed, anew) => {
    await trained(failingAt(Number.POSITIVE_INFINITY));
    const ask = (resume: boolean) => askedDevice({ device, folder: at("run"), resume });
    expect([await ask(true), await ask(false)]).toEqual([resumed, anew]);
  },
);

test("a run that began on the processor stays there", async () => {
  await trained(failingAt(1));
  const ask = (device: "auto" | undefined) => askedDevice({ device, folder: at("run"), resume: true });
  expect([await ask("auto"), await ask(undefined)]).toEqual(["cpu", "cpu"]);
});

test("a run from before devices were noted began on the processor, and stays there", async () => {
  await trained({ ...failingAt(Number.POSITIVE_INFINITY), device: undefined } as unknown as Backend);
  expect((await readRecord(at("run")))!.report.settings.device).toBeUndefined();
  expect(await askedDevice({ device: "auto", folder: at("run"), resume: true })).toBe("cpu");
});

test("any other failure ends the run", async () => {
  const backend = { ...failingAt(Number.POSITIVE_INFINITY) };
  const compile = () => Promise.reject(new Fault("io", "There is no library."));
  await expect(trained({ ...backend, compile })).resolves.toMatchObject({ outcome: { status: "failed" } });
});
