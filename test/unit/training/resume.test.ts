import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random";
import type { TrainingOptions } from "../../../src/core/training/train";
import {
  type Position,
  type TrainingEvent,
  type TrainingTask,
  train,
} from "../../../src/core/training/train";
import type { Region } from "../../../src/core/training/trainingState";
import { smallTask } from "../../support/smallTask";

const never = new AbortController().signal;
const SAVED: readonly Region[] = ["parameters", "means", "squares"];

interface Saved {
  readonly position: Position;
  readonly regions: ReadonlyMap<Region, Float32Array>;
}

function taskOf(options: Partial<TrainingOptions>): TrainingTask {
  const task = smallTask(options);
  return { ...task, train: task.train.slice(0, 37), validation: task.validation.slice(0, 4) };
}

const copyOf = ({ state }: TrainingTask) =>
  new Map(SAVED.map((region) => [region, state.flat(region).slice()] as const));

const bitsOf = ({ state }: TrainingTask) =>
  SAVED.map((region) => Buffer.from(state.flat(region).slice().buffer).toString("base64"));

/** Runs a task, saving what a resumed run needs after every event that has a position. */
async function runWhole(task: TrainingTask): Promise<{ events: TrainingEvent[]; saved: Saved[] }> {
  const events: TrainingEvent[] = [];
  const saved: Saved[] = [];
  for await (const event of train(task, never)) {
    events.push(event);
    if (event.type !== "epoch") saved.push({ position: event.position, regions: copyOf(task) });
  }
  return { events, saved };
}

async function resume(task: TrainingTask, { position, regions }: Saved): Promise<TrainingEvent[]> {
  for (const [region, values] of regions) task.state.flat(region).set(values);
  const events: TrainingEvent[] = [];
  for await (const event of train(task, never, position)) events.push(event);
  return events;
}

describe.each<[string, Partial<TrainingOptions>]>([
  ["one batch a step, with dropout", {}],
  ["several batches a step", { gradientAccumulationSteps: 2, batchSize: 4 }],
  ["without warmup, cosine", { warmupRatio: 0, decay: "cosine", dropout: false }],
])("a run interrupted at any step and resumed is the run that never stopped: %s", (_name, options) => {
  test("events, parameters and moments, to the bit", async () => {
    const whole = taskOf(options);
    const { events, saved } = await runWhole(whole);
    const random = createRandom(7);
    const some = [
      saved[0],
      saved.at(-1)!,
      ...Array.from({ length: 4 }, () => saved[random.nextBelow(saved.length)]),
    ];
    for (const point of some) {
      const task = taskOf(options);
      const rest = await resume(task, point);
      expect(bitsOf(task)).toEqual(bitsOf(whole));
      if (rest.length > 0) expect(rest).toEqual(events.slice(-rest.length));
    }
  });
});

test("the learning rate and the epochs may change when a run goes on", async () => {
  const { saved } = await runWhole(taskOf({ epochs: 1 }));
  const task = taskOf({ epochs: 3, learningRate: 1e-4 });
  const events = await resume(task, saved.at(-1)!);
  const steps = events.flatMap((event) => (event.type === "step" ? [event] : []));
  expect(steps.map(({ step, totalSteps }) => [step, totalSteps])).toEqual(
    [6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((step) => [step, 15]),
  );
  expect(steps.every(({ learningRate }) => learningRate <= 1e-4)).toBe(true);
});
