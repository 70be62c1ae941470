import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { startEngine } from "../../../src/extension/processes/engine";
import { Predictor, type PredictorState } from "../../../src/extension/processes/predictor";
import type { PredictorSide } from "../../../src/protocol/filling";

const SMALL = resolve("test/fixtures/bert-2x32");
const LARGE = resolve("models/base");
const LONG_MS = 60_000;

let base: string;
let idleMs: number;
let warnings: string[];
let crashes: boolean[];
let states: string[];
let predictor: Predictor;

beforeEach(() => {
  vi.stubEnv("NODE_PATH", resolve("node_modules"));
  base = SMALL;
  idleMs = LONG_MS;
  warnings = [];
  crashes = [];
  states = [];
  predictor = new Predictor({
    start: (onCrash) =>
      startEngine<{ requests: object; notifications: object }, PredictorSide>({
        script: join(dirname(inject("cli")), "engine.js"),
        role: "predictor",
        handlers: { requests: {}, notifications: {} },
        onOutput: () => {},
        onCrash,
      }),
    loadParams: () => ({ base, threads: 1 }),
    idleMs: () => idleMs,
    tooSlow: (limitMs) => `too slow: ${limitMs}`,
    gaveUp: () => "it crashed too often",
    onCrash: (_exit, gaveUp) => crashes.push(gaveUp),
    warn: ({ message }) => warnings.push(message),
    changes: { fire: ({ kind }: PredictorState) => states.push(kind) } as never,
  });
});

afterEach(async () => {
  await predictor.end();
  vi.unstubAllEnvs();
});

const fill = () =>
  predictor.fill({ text: "the [MASK]", masks: [4], topK: 1 }, new AbortController().signal, LONG_MS);
const model = async () => (await predictor.model())?.model;

test("a setting that changes while a model loads ends with the model that it names", async () => {
  base = LARGE;
  const first = fill();
  base = SMALL;
  expect(await predictor.reload()).toEqual({ model: SMALL, trained: false });
  await first;
  expect(await model()).toBe(SMALL);
});

test("a wrong setting that is mended while it is tried does no harm", async () => {
  base = "/nowhere";
  const first = fill();
  base = SMALL;
  await predictor.reload();
  expect((await first).fills).toHaveLength(1);
  expect(warnings).toEqual([]);
});

test("a model that cannot be loaded is told of once, until something changes", async () => {
  base = "/nowhere";
  await expect(fill()).rejects.toMatchObject({ kind: "io" });
  await expect(fill()).rejects.toMatchObject({ kind: "io" });
  expect(warnings).toHaveLength(1);
  expect(predictor.pid).toBeUndefined();
  base = SMALL;
  await predictor.reload();
  expect((await fill()).fills).toHaveLength(1);
  expect(states).toEqual(["loading", "failed", "stopped", "loading", "ready"]);
});

test("a process that nobody asks ends, and comes back by itself", async () => {
  idleMs = 1;
  await predictor.model();
  await expect.poll(() => predictor.pid).toBeUndefined();
  idleMs = LONG_MS;
  expect((await fill()).fills).toHaveLength(1);
  expect(predictor.pid).toBeDefined();
  expect(states.filter((kind) => kind === "stopped")).toHaveLength(1);
  expect(states.at(-1)).toBe("ready");
  expect(crashes).toEqual([]);
});

test("a process that is asked is not idle, however long it loads", async () => {
  base = LARGE;
  idleMs = 1;
  expect((await fill()).fills).toHaveLength(1);
  await expect.poll(() => predictor.pid).toBeUndefined();
});

test("a process that crashes too often is started again when it is reloaded", async () => {
  for (let crash = 0; crash < 3; crash++) {
    await fill();
    process.kill(predictor.pid!, "SIGKILL");
    await expect.poll(() => crashes.length).toBe(crash + 1);
  }
  expect(crashes).toEqual([false, false, true]);
  expect(states.slice(-3)).toEqual(["loading", "ready", "failed"]);
  await expect(fill()).rejects.toMatchObject({ kind: "closed", message: "it crashed too often" });
  await predictor.reload();
  expect((await fill()).fills).toHaveLength(1);
});
