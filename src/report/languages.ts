import type { LanguageResult, MaskedScore, TrainingReport } from "../protocol/report";
import type { TableSection } from "../protocol/reportPage";
import type { Writer } from "./writer";

export function languagesSection({ languages }: TrainingReport, { l10n, format }: Writer): TableSection {
  const write = (score: MaskedScore | undefined, figure: "top1" | "top5" | "loss"): string => {
    if (score === undefined) return "";
    return figure === "loss" ? format.loss(score.loss) : format.share(score[figure]);
  };
  const row = ({ language, before, after }: LanguageResult): string[] => [
    language,
    format.count(before.masks),
    write(before, "top1"),
    write(after, "top1"),
    write(before, "top5"),
    write(after, "top5"),
    write(before, "loss"),
    write(after, "loss"),
  ];
  const figures = [
    l10n.t("Hidden words"),
    l10n.t("Best word right, before"),
    l10n.t("Best word right, after"),
    l10n.t("Among the best five, before"),
    l10n.t("Among the best five, after"),
    l10n.t("Loss, before"),
    l10n.t("Loss, after"),
  ];
  return {
    kind: "table",
    id: "languages",
    heading: l10n.t("By language"),
    table: {
      caption: l10n.t("Held-out words found, by language, before and after training"),
      columns: [{ label: l10n.t("Language") }, ...figures.map((label) => ({ label, numeric: true }))],
      rows: languages.map(row),
    },
  };
}
