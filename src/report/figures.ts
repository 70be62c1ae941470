import type { TrainingReport } from "../protocol/report";
import type { Figure, FiguresSection } from "../protocol/reportPage";
import type { WordsFound } from "../protocol/words";
import { outcome } from "./outcome";
import { filesText } from "./words";
import type { Writer } from "./writer";

interface Measured {
  readonly label: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly lessIsBetter: boolean;
  write(value: number): string;
  writeChange(before: number, after: number): string;
}

/** The headline: how many of the same hidden words the model finds before training and after it, and their loss. */
export function figuresSection(report: TrainingReport, writer: Writer): FiguresSection {
  const { l10n, format } = writer;
  const { before, after } = outcome(report);
  const { before: wordsBefore, after: wordsAfter } = report.words ?? {};
  const relative = (from: number, to: number): string => format.relative((to - from) / from);
  const points = (from: number, to: number): string => l10n.t("{0} points", format.points(to - from));
  const loss = { lessIsBetter: true, writeChange: relative };
  const share = (figure: "first" | "amongFive") => ({
    ...{ lessIsBetter: false, write: format.share, writeChange: points },
    ...{ before: shareOf(wordsBefore, figure), after: shareOf(wordsAfter, figure) },
  });
  const measured: Measured[] = [
    { ...share("first"), label: l10n.t("The right word first") },
    { ...share("amongFive"), label: l10n.t("The right word among five") },
    {
      ...{ ...loss, label: l10n.t("Loss of hidden tokens"), write: format.loss },
      ...{ before: before?.loss, after: after?.loss },
    },
  ];
  return {
    kind: "figures",
    id: "result",
    heading: l10n.t("Result"),
    note: note(report, writer),
    figures: measured.flatMap((each) => figure(each, writer)),
  };
}

function shareOf(found: WordsFound | undefined, figure: "first" | "amongFive"): number | undefined {
  return found && found[figure] / found.words;
}

function note({ words, status, evaluations }: TrainingReport, { l10n, format }: Writer): string {
  const found = words?.after ?? words?.before;
  if (words !== undefined && found !== undefined) {
    const sentence = l10n.t(
      "Of {0} hidden words in {1}, not learnt from.",
      format.count(found.words),
      filesText(found.files, { l10n, format }),
    );
    const chosen = l10n.t("There is too little text to choose the best model on other words than these.");
    return words.isChosenOnThem ? `${sentence} ${chosen}` : sentence;
  }
  if (status === "running") return l10n.t("The models are asked for hidden words when training ends.");
  return evaluations.length === 0
    ? l10n.t("Nothing has been measured yet.")
    : l10n.t("The models were not asked for hidden words.");
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
