import type { Localize } from "../protocol/localize";
import type { TrainingReport } from "../protocol/report";
import type { ReportPage, ReportSection } from "../protocol/reportPage";
import { accuracyChart, lossChart } from "./charts";
import { corpusSection, leftOutSection } from "./corpus";
import { figuresSection } from "./figures";
import { languagesSection } from "./languages";
import { type Activity, lead } from "./lead";
import { runSection } from "./run";
import { samplesSection } from "./samples";
import { type Writer, writer } from "./writer";

export interface PageOptions {
  readonly activity: Activity;
  /** Whether the run was interrupted and can be resumed. */
  readonly isResumable?: boolean;
  readonly l10n: Localize;
  /** BCP 47. */
  readonly language: string;
}

/** A report as a person reads it; sections with nothing to say are left out. */
export function reportPage(
  report: TrainingReport,
  { activity, isResumable = false, l10n, language }: PageOptions,
): ReportPage {
  const words = writer(l10n, language);
  const has = (list: readonly unknown[], section: Section): ReportSection[] =>
    list.length === 0 ? [] : [section(report, words)];
  return {
    language,
    title: l10n.t("Training Report"),
    lead: lead(report, activity, words),
    ...(isResumable && { action: { type: "resume", label: l10n.t("Resume Training") } as const }),
    sections: [
      figuresSection(report, words),
      ...has([...report.losses, ...report.evaluations], lossChart),
      ...has(report.evaluations, accuracyChart),
      ...has(report.samples, samplesSection),
      ...has(report.words?.languages ?? [], languagesSection),
      corpusSection(report, words),
      ...has(report.corpus.leftOut, leftOutSection),
      runSection(report, words),
    ],
  };
}

type Section = (report: TrainingReport, words: Writer) => ReportSection;
