import { describe, expect, test } from "vitest";
import type { Backend, HostFeeds } from "../../../src/core/backend";
import { Fault } from "../../../src/core/errors";
import { Sequences } from "../../../src/core/training/sequences";
import {
  type StepEvent,
  type TrainingEvent,
  type TrainingTask,
  train,
} from "../../../src/core/training/train";
import { oneThread } from "../../support/runGraph";
import { OPTIONS, smallTask } from "../../support/smallTask";

const never = new AbortController().signal;
/** A twentieth of the text, for what needs no learning. */
const short = (task: TrainingTask): TrainingTask => ({
  ...task,
  train: task.train.slice(0, 24),
  validation: task.validation.slice(0, 4),
});

async function collect(task: TrainingTask, signal = never): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of train(task, signal)) events.push(event);
  return events;
}

/** Every bit of a region, quick to compare. */
function bitsOf({ state }: TrainingTask, region: "parameters" | "squares"): string {
  const { buffer, byteOffset, byteLength } = state.flat(region);
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

const stepsOf = (events: readonly TrainingEvent[]) =>
  events.filter((event): event is StepEvent => event.type === "step");

/** A backend that notes what the training graph is fed. */
function recording(feeds: HostFeeds[]): Backend {
  const inner = oneThread();
  return {
    ...inner,
    async compile(model) {
      const session = await inner.compile(model);
      return {
        run(given, into) {
          if (into) feeds.push(given as HostFeeds); // on the processor all are
          return session.run(given, into);
        },
        release: () => session.release(),
      };
    },
  };
}

test("learns a real text: the held-out loss falls well below guessing by frequency", async () => {
  const task = smallTask({ epochs: 8, learningRate: 5e-3, batchSize: 16, dropout: false });
  const events = await collect(task);
  const evaluations = events.flatMap((event) => (event.type === "evaluation" ? [event.evaluation] : []));
  const losses = evaluations.map(({ loss }) => loss);
  expect(losses).toHaveLength(9);
  expect(losses[8]).toBeLessThan(losses[0] - 0.3);
  expect(losses[8]).toBeLessThan(frequencyLoss(task) - 0.3);
  expect(evaluations[8].top1).toBeGreaterThan(evaluations[0].top1 + 0.03);
  expect(evaluations[8].top5).toBeGreaterThan(evaluations[8].top1 + 0.1);
});

/** The loss of a model that knows only how frequent each token of the training text is. */
function frequencyLoss({ train: { ids }, validation, vocabulary }: TrainingTask): number {
  const counts = new Float64Array(vocabulary.vocabSize).fill(0.5);
  for (const id of ids) counts[id]++;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const words = [...validation.ids].filter((id) => !vocabulary.isSpecial(id));
  return words.reduce((sum, id) => sum - Math.log(counts[id] / total), 0) / words.length;
}

test("events tell every step, epoch and evaluation in order", async () => {
  const task = short(smallTask({ warmupRatio: 0.5 }));
  const events = await collect(task);
  expect(events.map(({ type }) => type)).toEqual([
    "evaluation",
    ...["step", "step", "step", "epoch", "evaluation"],
    ...["step", "step", "step", "epoch", "evaluation"],
  ]);
  const steps = stepsOf(events);
  expect(steps.map(({ step, totalSteps, epoch }) => [step, totalSteps, epoch])).toEqual(
    [1, 2, 3, 4, 5, 6].map((step) => [step, 6, step <= 3 ? 1 : 2]),
  );
  for (const [index, share] of [0, 1 / 3, 2 / 3, 1, 2 / 3, 1 / 3].entries()) {
    expect(steps[index].learningRate).toBeCloseTo(share * OPTIONS.learningRate, 12);
  }
  expect(steps.map(({ tokens }) => tokens)).toEqual(Array(6).fill(8 * 32));
  const epochs = events.flatMap((event) => (event.type === "epoch" ? [event.loss] : []));
  expect(epochs[0]).toBeCloseTo(steps.slice(0, 3).reduce((sum, { loss }) => sum + loss, 0) / 3, 10);
});

test("one seed gives the same events and parameters to the bit, another seed others", async () => {
  const run = async (seed: number) => {
    const task = short(smallTask({ seed }));
    return [await collect(task), bitsOf(task, "parameters"), bitsOf(task, "squares")];
  };
  const first = await run(1);
  expect(await run(1)).toEqual(first);
  expect((await run(2))[1]).not.toEqual(first[1]);
});

test("each epoch has an order and masks of its own", async () => {
  const feeds: HostFeeds[] = [];
  await collect(short(smallTask({}, recording(feeds))));
  expect(feeds).toHaveLength(6);
  const columns = feeds.map(({ input_ids: { data, shape } }) =>
    Array.from({ length: shape[1] }, (_, column) =>
      Array.from({ length: shape[0] }, (_, at) => Number(data[at * shape[1] + column])).join(),
    ),
  );
  const [first, second] = [columns.slice(0, 3).flat(), columns.slice(3).flat()];
  expect(first.filter((sequence) => second.includes(sequence))).toEqual([]);
});

test.each([
  ["a text, whose last sequence is shorter", true],
  ["lines, which are of all lengths", false],
])("%s, needs one graph to train and one to evaluate", async (_name, isStream) => {
  const { train: all, validation: held, ...task } = smallTask({ epochs: 1 });
  const cut = ({ ids, bounds }: Sequences) =>
    new Sequences(ids, [...bounds.slice(0, 20), bounds[19] + 11], isStream);
  const inner = oneThread();
  let compiled = 0;
  const compile: Backend["compile"] = (model) => {
    compiled++;
    return inner.compile(model);
  };
  const events = await collect({
    ...task,
    backend: { ...inner, compile },
    train: cut(all),
    validation: cut(held),
  });
  expect(stepsOf(events)).toHaveLength(3);
  expect(compiled).toBe(2);
});

test("batches summed before a step make one step", async () => {
  const steps = stepsOf(
    await collect(short(smallTask({ epochs: 1, gradientAccumulationSteps: 2, batchSize: 4 }))),
  );
  expect(steps.map(({ tokens }) => tokens)).toEqual([256, 256, 256]);
});

describe("stopping", () => {
  test("between steps leaves the parameters of the last step", async () => {
    const task = short(smallTask());
    const controller = new AbortController();
    const events = train(task, controller.signal);
    for (let seen = 0; seen < 2; ) if ((await events.next()).value.type === "step") seen++;
    const parameters = bitsOf(task, "parameters");
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(events.next()).rejects.toBe(reason);
    expect(bitsOf(task, "parameters")).toEqual(parameters);
  });

  test("in the middle of a long step comes within a second and leaves the step undone", async () => {
    const task = smallTask({ gradientAccumulationSteps: 4096, batchSize: 1, epochs: 50 });
    const endless = { ...task, validation: task.validation.slice(0, 0) };
    const parameters = bitsOf(task, "parameters");
    const controller = new AbortController();
    let abortedAt = 0;
    setTimeout(() => {
      abortedAt = performance.now();
      controller.abort();
    }, 400);
    const feeds: HostFeeds[] = [];
    const failure = await collect({ ...endless, backend: recording(feeds) }, controller.signal).catch(
      (error) => error,
    );
    expect(failure).toBe(controller.signal.reason);
    expect(performance.now() - abortedAt).toBeLessThan(1000);
    expect(feeds.length).toBeGreaterThan(0);
    expect(bitsOf(task, "parameters")).toEqual(parameters);
  });

  test("before the first step does nothing", async () => {
    const task = short(smallTask());
    const reason = new Error("enough");
    await expect(collect(task, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

test("a loss that is not finite is a fault, and the parameters of the step before stay", async () => {
  const task = short(smallTask({ learningRate: 1e30, warmupRatio: 0, epochs: 5 }));
  const events = train({ ...task, validation: task.validation.slice(0, 0) }, never);
  let parameters = "";
  const failure = await (async () => {
    for await (const event of events) if (event.type === "step") parameters = bitsOf(task, "parameters");
  })().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Fault);
  expect(failure).toMatchObject({ kind: "non-finite" });
  expect((failure as Fault).message).toMatch(/not a finite number at step \d+: .* lower the learning rate/);
  expect(bitsOf(task, "parameters")).toEqual(parameters);
  expect(parameters.length).toBeGreaterThan(0);
});

test("nothing to train on is a fault", async () => {
  const task = short(smallTask());
  const none = new Sequences(new Int32Array(), [0]);
  await expect(collect({ ...task, train: none })).rejects.toMatchObject({ kind: "no-text" });
});

test("text of which no token is ever masked is a fault, not a run without steps", async () => {
  const task = short(smallTask());
  const special = new Sequences(Int32Array.of(2, 3), [0, 2]);
  await expect(collect({ ...task, train: special })).rejects.toMatchObject({ kind: "no-text" });
});
