import type { TrainingReport } from "../protocol/report";
import type { Figure, FiguresSection } from "../protocol/reportPage";
import { outcome } from "./outcome";
import type { Writer } from "./writer";

interface Measured {
  readonly label: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly lessIsBetter: boolean;
  write(value: number): string;
  writeChange(before: number, after: number): string;
}

/** The headline: the model before training against the best one after it, on the same held-out masks. */
export function figuresSection(report: TrainingReport, writer: Writer): FiguresSection {
  const { l10n, format } = writer;
  const { before, after } = outcome(report);
  const masks = (after ?? before)?.masks;
  const relative = (from: number, to: number): string => format.relative((to - from) / from);
  const points = (from: number, to: number): string => l10n.t("{0} points", format.points(to - from));
  const loss = { lessIsBetter: true, writeChange: relative };
  const share = { lessIsBetter: false, write: format.share, writeChange: points };
  const measured: Measured[] = [
    { ...loss, label: l10n.t("Loss"), before: before?.loss, after: after?.loss, write: format.loss },
    {
      ...loss,
      label: l10n.t("Perplexity"),
      before: before?.perplexity,
      after: after?.perplexity,
      write: format.perplexity,
    },
    { ...share, label: l10n.t("Best word right"), before: before?.top1, after: after?.top1 },
    { ...share, label: l10n.t("Right among the best five"), before: before?.top5, after: after?.top5 },
  ];
  const note =
    masks === undefined
      ? l10n.t("Nothing has been measured yet.")
      : l10n.t("On {0} hidden words of files that were not learnt from.", format.count(masks));
  const heading = l10n.t("Result");
  return {
    kind: "figures",
    id: "result",
    heading,
    note,
    figures: measured.flatMap((each) => figure(each, writer)),
  };
}

function figure(
  { label, before, after, lessIsBetter, write, writeChange }: Measured,
  { l10n }: Writer,
): Figure[] {
  if (after === undefined) {
    return before === undefined ? [] : [{ label, value: write(before), change: l10n.t("before training") }];
  }
  if (before === undefined) return [{ label, value: write(after) }];
  const change = l10n.t("{0} before; {1}", write(before), writeChange(before, after));
  if (before === after) return [{ label, value: write(after), change }];
  return [
    { label, value: write(after), change, verdict: after < before === lessIsBetter ? "better" : "worse" },
  ];
}
