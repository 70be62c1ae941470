import { translated } from "../protocol/localize";
import type { TrainingReport } from "../protocol/report";
import { duration } from "./duration";
import { keptText } from "./words";
import type { Writer } from "./writer";

/** What the run is doing right now; `ended` also if its process is gone without notice. */
export type Activity = "running" | "paused" | "ended";

/** How the run stands or ended, and which model is in use. */
export function lead(report: TrainingReport, activity: Activity, { l10n, format }: Writer): string[] {
  const { step, totalSteps } = report;
  const sentences = [
    statusSentence(report, activity, l10n),
    reason(report, l10n),
    report.fallback && translated(report.fallback, l10n),
    keptSentence(report, { l10n, format }),
    l10n.t(
      "Step {0} of {1}; {2} of work; begun {3}.",
      format.count(step),
      format.count(totalSteps),
      duration(report.seconds, l10n),
      format.date(report.startedAt),
    ),
  ];
  return sentences.filter((sentence) => sentence !== undefined);
}

function statusSentence({ status }: TrainingReport, activity: Activity, l10n: Writer["l10n"]): string {
  switch (status) {
    case "running":
      if (activity === "running") return l10n.t("Training is running.");
      return activity === "paused" ? l10n.t("Training is paused.") : l10n.t("Training was interrupted.");
    case "finished":
      return l10n.t("Training is done.");
    case "stopped":
      return l10n.t("Training was stopped.");
    case "failed":
      return l10n.t("Training failed.");
  }
}

/** Why it ended. What went wrong in a run of an earlier version stays as that put it. */
function reason(
  { status, endedBecause, failure, settings }: TrainingReport,
  l10n: Writer["l10n"],
): string | undefined {
  if (endedBecause === undefined) return undefined;
  switch (status) {
    case "running":
      return l10n.t("It can be resumed.");
    case "finished":
      return l10n.t("The last {0} evaluations brought no gain on held-out text.", settings.patience);
    case "stopped":
      return undefined; // the status says so already
    case "failed":
      return failure === undefined ? endedBecause : translated(failure, l10n);
  }
}

function keptSentence({ kept, words, status }: TrainingReport, writer: Writer): string | undefined {
  if (kept === undefined) return undefined;
  if (status === "failed" && kept === "base") return writer.l10n.t("The model that was in use before stays.");
  return keptText(kept, words ?? {}, writer);
}
