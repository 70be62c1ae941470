import type { TrainingReport } from "../protocol/report";
import type { ChartSection, ChartSeries, Table } from "../protocol/reportPage";
import { ascending, evaluated, lossCurves, thinned } from "./curves";
import { outcome } from "./outcome";
import { smoothingSpan } from "./smooth";
import type { Writer } from "./writer";

/** The most rows in a curve's table, besides those of the evaluations, which are all there. */
const TWIN_ROWS = 40;

export function lossChart(report: TrainingReport, writer: Writer): ChartSection {
  const { l10n, format } = writer;
  const curves = lossCurves(report);
  const series: ChartSeries[] = [
    { id: "training", label: l10n.t("Training, each point"), style: "faint", values: curves.training },
    { id: "smoothed", label: l10n.t("Training, smoothed"), style: "line", values: curves.smoothed },
    { id: "heldOut", label: l10n.t("Held-out text"), style: "marks", values: curves.heldOut },
  ];
  const isMeasured = (index: number): boolean => curves.heldOut[index] !== null;
  return {
    ...common(writer),
    id: "loss",
    heading: l10n.t("Loss"),
    description: [fall(curves.smoothed, writer), heldOutSentence(report, writer)].filter(Boolean).join(" "),
    yLabel: l10n.t("Loss (nats)"),
    unit: "number",
    x: curves.steps,
    series,
    twin: twin(l10n.t("Loss by step"), curves.steps, series, format.loss, isMeasured, writer),
  };
}

export function accuracyChart(report: TrainingReport, writer: Writer): ChartSection {
  const { l10n, format } = writer;
  const { evaluations } = report;
  const steps = ascending(evaluations.map(({ step }) => step));
  const series: ChartSeries[] = [
    {
      id: "top5",
      label: l10n.t("Among the first five"),
      style: "marks-2",
      values: evaluated(steps, evaluations, "top5"),
    },
    {
      id: "top1",
      label: l10n.t("First guess right"),
      style: "marks",
      values: evaluated(steps, evaluations, "top1"),
    },
  ];
  return {
    ...common(writer),
    id: "accuracy",
    heading: l10n.t("Hidden tokens found"),
    description: accuracySentence(report, writer),
    yLabel: l10n.t("Share of hidden tokens"),
    unit: "share",
    x: steps,
    series,
    twin: twin(l10n.t("Hidden tokens found by step"), steps, series, format.share, () => true, writer),
  };
}

function common({ l10n }: Writer): Pick<ChartSection, "kind" | "xLabel" | "hint"> {
  return {
    kind: "chart",
    xLabel: l10n.t("Step"),
    hint: l10n.t("Left and right arrow keys read the points."),
  };
}

function twin(
  caption: string,
  steps: readonly number[],
  series: readonly ChartSeries[],
  write: (value: number) => string,
  wanted: (index: number) => boolean,
  { l10n, format }: Writer,
): Table {
  const cell = (value: number | null): string => (value === null ? "" : write(value));
  return {
    caption,
    columns: [l10n.t("Step"), ...series.map(({ label }) => label)].map((label) => ({ label, numeric: true })),
    rows: thinned(steps.length, TWIN_ROWS, wanted).map((index) => [
      format.count(steps[index]!),
      ...series.map(({ values }) => cell(values[index] ?? null)),
    ]),
  };
}

function fall(smoothed: readonly (number | null)[], { l10n, format }: Writer): string {
  const values = smoothed.filter((value) => value !== null);
  if (values.length < 2) return l10n.t("There are no points of the training loss yet.");
  const first = values[Math.floor(smoothingSpan(values.length)) - 1]!; // a single step may lie far off
  return l10n.t("Training loss went from {0} to {1}.", format.loss(first), format.loss(values.at(-1)!));
}

function heldOutSentence(report: TrainingReport, { l10n, format }: Writer): string {
  const { before, after } = outcome(report);
  if (before === undefined || after === undefined) return "";
  return l10n.t(
    "On held-out text it was {0} before and at best {1}, at step {2}.",
    format.loss(before.loss),
    format.loss(after.loss),
    format.count(after.step),
  );
}

function accuracySentence(report: TrainingReport, { l10n, format }: Writer): string {
  const { before, after } = outcome(report);
  if (before === undefined || after === undefined) return l10n.t("There is only one measurement yet.");
  return l10n.t(
    "The first guess was right for {0} of hidden tokens, words in pieces and signs among them, and at best for {1}; one of the first five for {2} and {3}.",
    format.share(before.top1),
    format.share(after.top1),
    format.share(before.top5),
    format.share(after.top5),
  );
}
