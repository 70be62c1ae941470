import { expect, test } from "vitest";
import type { Evaluation } from "../../../src/core/training/evaluation";
import { adapt } from "../../../src/engine/follow/adapt";
import { firstRecord, parseRecord, type RunIdentity, withEvaluation } from "../../../src/engine/runs/record";
import { parseReport } from "../../../src/report/parse";
import { trainingReport } from "../../support/trainingReport";

const options = { batchSize: 8, maxGradNorm: 1 } as RunIdentity["options"];
const identity: RunIdentity = { model: "m", data: "d", options };
const report = trainingReport({ evaluations: [] });
const record = firstRecord(identity, report);
const evaluation = (loss: number): Evaluation => ({
  loss,
  perplexity: Math.exp(loss),
  top1: 0.25,
  top5: 0.5,
  masked: 12,
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("an evaluation with a loss of %d is not kept", (loss) => {
  expect(withEvaluation(record, evaluation(loss), { epoch: 1, step: 3 })).toEqual(record);
});

test.each([2, 1000])("a report with a loss of %d can be read again", (loss) => {
  const { report } = withEvaluation(record, evaluation(loss), { epoch: 1, step: 3 });
  expect(parseReport(JSON.stringify(report))?.evaluations).toEqual(report.evaluations);
  expect(report.evaluations).toMatchObject([{ epoch: 1, step: 3, loss, masks: 12 }]);
});

test("an option that another version of the program chooses otherwise is told of, as no setting changed", () => {
  const now = {
    identity: { ...identity, options: { ...options, maxGradNorm: 2 } },
    settings: report.settings,
  };
  const { changes, remeasure } = adapt(record, now);
  expect(changes).toEqual([{ what: "setting", name: "maxGradNorm", before: "1", now: "2", isKept: false }]);
  expect(remeasure).toBe(false);
});

test.each<[string, unknown]>([
  ["nothing", null],
  ["another version", { ...record, version: 2 }],
  ["a position before the beginning", { ...record, position: { ...record.position, step: -1 } }],
  ["no report", { ...record, report: undefined }],
])("%s is refused as a record", (_what, value) => {
  expect(() => parseRecord(value, "checkpoint-000001")).toThrow(
    "checkpoint-000001 was written by another version of this program; start anew.",
  );
});
