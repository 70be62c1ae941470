import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Backend } from "../../../src/core/backend";
import { parametersOf } from "../../../src/core/models/families";
import { partSize } from "../../../src/core/training/parts";
import { START, train } from "../../../src/core/training/train";
import { TrainingState } from "../../../src/core/training/trainingState";
import { scratchConfig, scratchParameters } from "../../../src/engine/start/scratchModel";
import { oneThread } from "../../support/runGraph";
import { smallTask } from "../../support/smallTask";

/** Seconds of work for a processor in a step, and a good part of a second in each run of the graph. */
const LARGE = { vocabSize: 500, hiddenSize: 512, numHiddenLayers: 4, lowercase: false };
const BATCH = 80;
/** For a quarter of the batch. */
const PART_BYTES = 1.35e8;

/** A backend that says when a run of the graph begins; returns how long each took, in milliseconds. */
function watched(onBegin: (run: number) => void): { backend: Backend; durations: number[] } {
  const durations: number[] = [];
  const inner = oneThread();
  const backend: Backend = {
    ...inner,
    async compile(model) {
      const session = await inner.compile(model);
      return {
        async run(feeds, into) {
          const begun = performance.now();
          onBegin(durations.length + 1);
          const outputs = await session.run(feeds, into);
          durations.push(performance.now() - begun);
          return outputs;
        },
        release: () => session.release(),
      };
    },
  };
  return { backend, durations };
}

test("a step of seconds is given up at the end of the run in which the stop comes, with nothing changed", async () => {
  const task = smallTask({ batchSize: BATCH, epochs: 1, dropout: false });
  const { vocabSize, padTokenId } = task.vocabulary;
  const config = scratchConfig(vocabSize, padTokenId, LARGE);
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", scratchParameters(config, task.train.ids, 1));
  const bits = () => createHash("sha256").update(state.flat("parameters")).digest("hex");
  const before = bits();
  const controller = new AbortController();
  const reason = new Error("enough");
  let askedAt = 0;
  const { backend, durations } = watched((run) => {
    if (run !== 2) return;
    askedAt = performance.now();
    setTimeout(() => controller.abort(reason)); // heard when the run gives the thread back
  });
  const validation = task.validation.slice(0, 0);
  const from = { ...START, partBytes: PART_BYTES };
  const events = train({ ...task, config, state, backend, validation }, controller.signal, from);
  await expect(events.next()).rejects.toBe(reason);
  const waited = performance.now() - askedAt;
  const { mlmProbability } = task.options.masking;
  const rule = { config, mlmProbability, partBytes: PART_BYTES, threads: 1 };
  const parts = Math.ceil(BATCH / partSize(rule, BATCH, task.train.at(0).length));
  expect(durations).toHaveLength(2);
  expect(waited).toBeLessThan((parts * Math.max(...durations)) / 2);
  expect(parts).toBeGreaterThanOrEqual(4);
  expect(durations[1]).toBeGreaterThan(50);
  expect(bits()).toBe(before);
}, 60_000);
