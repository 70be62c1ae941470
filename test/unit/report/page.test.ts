import { describe, expect, test } from "vitest";
import { sentence } from "../../../src/core/sentence";
import { ioFault } from "../../../src/node/ioFault";
import { ENGLISH } from "../../../src/protocol/localize";
import type { EvaluationPoint, TrainingReport } from "../../../src/protocol/report";
import type { ChartSection, FiguresSection, ReportPage } from "../../../src/protocol/reportPage";
import type { Activity } from "../../../src/report/lead";
import { reportPage } from "../../../src/report/page";
import { trainingReport } from "../../support/trainingReport";
import { GERMAN } from "../extension/localize";

const page = (report: TrainingReport, activity: Activity = "ended"): ReportPage =>
  reportPage(report, { activity, l10n: ENGLISH, language: "en" });

const section = <Kind>({ sections }: ReportPage, id: string): Kind =>
  sections.find((each) => each.id === id) as Kind;

const evaluation = (step: number, loss: number, top1: number): EvaluationPoint => ({
  epoch: step,
  step,
  loss,
  perplexity: Math.exp(loss),
  top1,
  top5: top1 + 0.1,
  masks: 1000,
});

test.each<[TrainingReport["status"], Activity, string]>([
  ["running", "running", "Training is running."],
  ["running", "paused", "Training is paused."],
  ["running", "ended", "Training was interrupted."],
  ["stopped", "ended", "Training was stopped."],
  ["failed", "ended", "Training failed."],
  ["finished", "ended", "Training is done."],
])("a run that is %s, in an editor where it is %s", (status, activity, sentence) => {
  expect(page(trainingReport({ status }), activity).lead[0]).toBe(sentence);
});

test("what went wrong is told in the person's language", () => {
  const missing = Object.assign(new Error("no such file"), { code: "ENOENT" });
  const { sentence, message } = ioFault("read", "/a/b", missing);
  const report = trainingReport({ status: "failed", endedBecause: message, failure: sentence });
  const { lead } = reportPage(report, { activity: "ended", l10n: GERMAN, language: "de" });
  expect(lead[1]).toBe("/a/b kann nicht gelesen werden: Es gibt sie nicht.");
});

test("why the processor trained in place of a GPU is told once, in the person's language", () => {
  const fallback = sentence`No GPU can be used here, so the processor is used instead: ${"none"}.`;
  const { lead } = reportPage(trainingReport({ fallback }), {
    activity: "ended",
    l10n: GERMAN,
    language: "de",
  });
  const told = "Hier kann keine Grafikkarte benutzt werden, darum rechnet der Prozessor: none.";
  expect(lead.filter((each) => each === told)).toHaveLength(1);
});

test("a run that can be resumed has the button for it", () => {
  const report = trainingReport({ status: "running" });
  const action = (isResumable: boolean) =>
    reportPage(report, { activity: "ended", isResumable, l10n: ENGLISH, language: "en" }).action;
  expect(action(true)).toEqual({ type: "resume", label: "Resume Training" });
  expect(action(false)).toBeUndefined();
});

test.each<[string, Partial<TrainingReport>, string]>([
  ["the reason", { endedBecause: "No gain." }, "The last 2 evaluations brought no gain on held-out text."],
  ["what went wrong", { endedBecause: "The disk is full.", status: "failed" }, "The disk is full."],
  ["the trained model", { kept: "tuned" }, "The trained model is in use."],
  [
    "what a failed run left in use",
    { kept: "base", status: "failed" },
    "The model that was in use before stays.",
  ],
  ["the earlier model", { kept: "base" }, "The earlier model was better and stays in use."],
  [
    "what is too little to tell",
    { kept: "aside" },
    "500 hidden words are too few to tell which model is better: the trained one is kept beside the one in use, and Manage Models can put it to use.",
  ],
])("it tells %s", (_what, changes, sentence) => {
  expect(page(trainingReport(changes)).lead).toContain(sentence);
});

describe("the headline", () => {
  const words = (before: number, after: number) => {
    const found = (first: number) => ({ words: 500, files: 12, first, amongFive: first + 50 });
    const { words } = trainingReport();
    return { ...words!, before: found(before), after: found(after) };
  };

  test("compares the words that the model before training finds with those of the best one after it", () => {
    const evaluations = [evaluation(0, 4, 0.2), evaluation(10, 2, 0.5), evaluation(20, 3, 0.4)];
    const report = trainingReport({ evaluations, words: words(100, 250) });
    const { figures, note } = section<FiguresSection>(page(report), "result");
    expect(figures.map(({ value, change, verdict }) => [value, change, verdict])).toEqual([
      ["50.0\u00a0%", "20.0\u00a0% before; +30.0 points", "better"],
      ["60.0\u00a0%", "30.0\u00a0% before; +30.0 points", "better"],
      ["2.000", "4.000 before; -50\u00a0%", "better"],
    ]);
    expect(note).toBe("Of 500 hidden words in 12 files, not learnt from.");
  });

  test("says what is worse and what is the same, and on what the best model was chosen", () => {
    const evaluations = [evaluation(0, 2, 0.5), evaluation(10, 3, 0.5)];
    const report = trainingReport({ evaluations, words: { ...words(100, 100), isChosenOnThem: true } });
    const { figures, note } = section<FiguresSection>(page(report), "result");
    expect(figures.map(({ verdict }) => verdict)).toEqual([undefined, undefined, "worse"]);
    expect(note).toMatch(/too little text to choose the best model on other words than these\.$/);
  });

  test("has the loss alone while the run goes on, and of a run of an earlier version", () => {
    const { words: _, ...unasked } = trainingReport({ evaluations: [evaluation(0, 4, 0.2)] });
    const running = section<FiguresSection>(page({ ...unasked, status: "running" }), "result");
    expect(running.figures).toEqual([
      { label: "Loss of hidden tokens", value: "4.000", change: "before training" },
    ]);
    expect(running.note).toBe("The models are asked for hidden words when training ends.");
    const ended = section<FiguresSection>(page(unasked), "result");
    expect(ended.note).toBe("The models were not asked for hidden words.");
  });
});

test("what there is nothing of is left out", () => {
  const { corpus, words: _, ...rest } = trainingReport({ losses: [], evaluations: [], samples: [] });
  const shown = page({ ...rest, corpus: { ...corpus, leftOut: [] } }, "running");
  expect(shown.sections.map(({ id }) => id)).toEqual(["result", "corpus", "run"]);
  expect(shown.sections[0]!.note).toBe("Nothing has been measured yet.");
});

describe("the loss curve", () => {
  const losses = [1, 2, 3, 4].map((step) => ({ step, loss: 6 - step, learningRate: 1e-4 }));
  const evaluations = [evaluation(0, 5.5, 0.1), evaluation(2, 4.5, 0.2)];
  const chart = section<ChartSection>(page(trainingReport({ losses, evaluations })), "loss");

  test("has the points of both, by step", () => {
    expect(chart.x).toEqual([0, 1, 2, 3, 4]);
    expect(chart.series.map(({ id, values }) => [id, values])).toEqual([
      ["training", [null, 5, 4, 3, 2]],
      ["smoothed", [null, 5, 4, 3, 2]], // so few need no smoothing
      ["heldOut", [5.5, null, 4.5, null, null]],
    ]);
  });

  test("says in words where it begins by more than its first point", () => {
    const many = Array.from({ length: 120 }, (_, at) => ({
      step: at + 1,
      loss: at === 0 ? 1 : 4,
      learningRate: 1e-4,
    }));
    const { description } = section<ChartSection>(
      page(trainingReport({ losses: many, evaluations: [] })),
      "loss",
    );
    expect(description).toMatch(/^Training loss went from 3\.\d+ to 4\.000\./);
  });

  test("says in words what it shows", () => {
    expect(chart.description).toBe(
      "Training loss went from 5.000 to 2.000. On held-out text it was 5.500 before and at best 4.500, at step 2.",
    );
  });

  test("has a table of its points", () => {
    expect(chart.twin.rows).toEqual([
      ["0", "", "", "5.500"],
      ["1", "5.000", "5.000", ""],
      ["2", "4.000", "4.000", "4.500"],
      ["3", "3.000", "3.000", ""],
      ["4", "2.000", "2.000", ""],
    ]);
  });

  test("of a long run the table is short, with every evaluation in it", () => {
    const long = Array.from({ length: 1000 }, (_, i) => ({ step: i + 1, loss: 3, learningRate: 1e-4 }));
    const measured = [0, 333, 777].map((step) => evaluation(step, 3, 0.1));
    const { twin } = section<ChartSection>(
      page(trainingReport({ losses: long, evaluations: measured })),
      "loss",
    );
    const steps = twin.rows.map(([step]) => step);
    expect(steps.length).toBeLessThan(50);
    expect(steps).toEqual(expect.arrayContaining(["0", "333", "777", "1,000"]));
  });
});

test("a sample is split at its mask, and the right word is marked", () => {
  const [sample] = section<{ samples: readonly object[] }>(page(trainingReport()), "samples").samples;
  expect(sample).toMatchObject({
    left: "The ",
    hidden: "process",
    right: " module provides the ability to spawn subprocesses.",
    answers: [
      { label: "Before", words: [{ word: "new" }, { word: "next" }, { word: "first" }] },
      { label: "After", words: [{ word: "process", percent: "42.5\u00a0%", right: "right" }, {}, {}] },
    ],
  });
});

test("every table has a cell for each of its columns", () => {
  const tables = page(trainingReport()).sections.flatMap((each) => {
    if (each.kind === "table") return [each.table];
    return each.kind === "chart" ? [each.twin] : [];
  });
  expect(tables.length).toBe(4);
  for (const { columns, rows } of tables) {
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.length).toBe(columns.length);
  }
});

test("numbers are written as the language does", () => {
  const german = reportPage(trainingReport(), { activity: "ended", l10n: ENGLISH, language: "de" });
  expect(section<FiguresSection>(german, "result").figures[2]!.value).toBe("2,573");
});
