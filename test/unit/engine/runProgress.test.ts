import { expect, test } from "vitest";
import type { Evaluation } from "../../../src/core/training/evaluation";
import type { StepEvent } from "../../../src/core/training/train";
import { advance, firstProgress, type RunEvent, type RunProgress } from "../../../src/engine/follow/progress";
import { firstRecord } from "../../../src/engine/runs/record";
import { trainingReport } from "../../support/trainingReport";

const MINUTE = 60_000;
const RULES = { fromScratch: false, checkpointMinutes: 3 };
const POSITION = { epoch: 2, step: 0, updates: 10, lossSum: 0, sums: false };
const IDENTITY = { model: "m", data: "d", options: {} as never };

const start = () => firstProgress(firstRecord(IDENTITY, { ...trainingReport(), evaluations: [] }), 0);
const evaluationOf = (loss: number): Evaluation => ({ loss, perplexity: 2, top1: 0, top5: 0, masked: 9 });
const evaluation = (loss: number, epoch: number): RunEvent => ({
  type: "evaluation",
  evaluation: evaluationOf(loss),
  epoch,
  position: POSITION,
});
const step = (): RunEvent => {
  const figures = { loss: 3, learningRate: 0, gradientNorm: 1, tokens: 8 };
  const event: StepEvent = { type: "step", step: 1, totalSteps: 9, epoch: 1, position: POSITION, ...figures };
  return { type: "step", event, tokensPerSecond: 5 };
};

const saved = (milliseconds: number): RunEvent => ({ type: "saved", milliseconds });

/** The effects of the last of these events, each at its time; a best model is saved under its epoch. */
function effectsOf(events: readonly (readonly [RunEvent, number])[], rules = RULES) {
  let progress: RunProgress = start();
  let done: string[] = [];
  for (const [event, now] of events) {
    const next = advance(progress, event, rules, now);
    done = next.effects.map((effect) => effect.do);
    progress = next.progress;
    for (const effect of next.effects) {
      if (effect.do !== "saveBest") continue;
      const best = { name: `best-${effect.epoch}`, epoch: effect.epoch, evaluation: effect.evaluation };
      progress = advance(progress, { type: "bestSaved", best }, rules, now).progress;
    }
  }
  return { done, progress };
}

test.each([
  ["a step soon after the last report", [[step(), 1_000]], []],
  ["a step when a report is due", [[step(), 2_000]], ["report"]],
  ["a step when a checkpoint is due too", [[step(), 3 * MINUTE]], ["checkpoint", "report"]],
  ["the evaluation before training", [[evaluation(3, 0), 1]], ["report"]],
  [
    "a better one, soon",
    [
      [evaluation(3, 0), 1],
      [evaluation(2, 1), 2],
    ],
    ["saveBest", "report"],
  ],
  [
    "a better one, later",
    [
      [evaluation(3, 0), 1],
      [evaluation(2, 1), 10_000],
    ],
    ["saveBest", "sample", "checkpoint", "report"],
  ],
  [
    "one that is no better",
    [
      [evaluation(3, 0), 1],
      [evaluation(3, 1), 2],
    ],
    ["report"],
  ],
  [
    "one that is no number",
    [
      [evaluation(3, 0), 1],
      [evaluation(Number.NaN, 1), 2],
    ],
    ["report"],
  ],
  [
    "a step after a checkpoint that took long",
    [
      [saved(20_000), MINUTE],
      [step(), 12 * MINUTE],
    ],
    ["report"],
  ],
  [
    "a step when that was 3 % of the time",
    [
      [saved(20_000), MINUTE],
      [step(), 12.2 * MINUTE],
    ],
    ["checkpoint", "report"],
  ],
  [
    "an epoch's end after a checkpoint that took long",
    [
      [evaluation(3, 0), 1],
      [saved(1_000), 2],
      [evaluation(3, 1), 30_000],
    ],
    ["report"],
  ],
] as [string, [RunEvent, number][], string[]][])("%s asks for %j", (_what, events, expected) => {
  expect(effectsOf(events).done).toEqual(expected);
});

test("evaluations without gain are counted from the last best model on", () => {
  const losses = [3, 4, 2, 2, 5];
  const { progress } = effectsOf(losses.map((loss, epoch) => [evaluation(loss, epoch), epoch]));
  const { withoutGain, best, before, report } = progress.record;
  expect({ withoutGain, best: best?.name, before: before?.loss }).toEqual({
    withoutGain: 2,
    best: "best-2",
    before: 3,
  });
  expect(report.evaluations.map(({ epoch, loss }) => [epoch, loss])).toEqual(
    losses.map((loss, at) => [at, loss]),
  );
});

test("after every step means every one, however long a checkpoint takes", () => {
  const events: [RunEvent, number][] = [
    [saved(20_000), 1],
    [step(), 2],
  ];
  expect(effectsOf(events, { ...RULES, checkpointMinutes: 0 }).done).toEqual(["checkpoint"]);
});

test("from scratch whatever was learnt is better than nothing", () => {
  const events: [RunEvent, number][] = [
    [evaluation(3, 0), 1],
    [evaluation(4, 1), 2],
  ];
  expect(effectsOf(events, { ...RULES, fromScratch: true }).done).toContain("saveBest");
});

test("an event leaves the progress before it as it was", () => {
  const before = start();
  const copy = structuredClone(before);
  advance(before, evaluation(1, 1), RULES, 5);
  expect(before).toEqual(copy);
});
