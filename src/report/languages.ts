import type { LanguageWords, TrainingReport } from "../protocol/report";
import type { TableSection } from "../protocol/reportPage";
import type { WordsFound } from "../protocol/words";
import type { Writer } from "./writer";

export function languagesSection({ words }: TrainingReport, { l10n, format }: Writer): TableSection {
  const share = (found: WordsFound | undefined, figure: "first" | "amongFive"): string =>
    found === undefined ? "" : format.share(found[figure] / found.words);
  const row = ({ language, before, after }: LanguageWords): string[] => [
    language,
    format.count((after ?? before)!.words),
    format.count((after ?? before)!.files),
    share(before, "first"),
    share(after, "first"),
    share(before, "amongFive"),
    share(after, "amongFive"),
  ];
  const figures = [
    l10n.t("Hidden words"),
    l10n.t("Files"),
    l10n.t("The right word first, before"),
    l10n.t("The right word first, after"),
    l10n.t("Among five, before"),
    l10n.t("Among five, after"),
  ];
  return {
    kind: "table",
    id: "languages",
    heading: l10n.t("By language"),
    table: {
      caption: l10n.t("Held-out words found, by language, before and after training"),
      columns: [{ label: l10n.t("Language") }, ...figures.map((label) => ({ label, numeric: true }))],
      rows: (words?.languages ?? []).map(row),
    },
  };
}
