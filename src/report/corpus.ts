import type { TrainingReport } from "../protocol/report";
import type { FactsSection, TableSection } from "../protocol/reportPage";
import type { Writer } from "./writer";

const FILES_SHOWN = 12;

export function corpusSection({ corpus, words }: TrainingReport, { l10n, format }: Writer): FactsSection {
  return {
    kind: "facts",
    id: "corpus",
    heading: l10n.t("What was read"),
    facts: [
      { label: l10n.t("Files"), value: format.count(corpus.files) },
      { label: l10n.t("Of these held out, to measure on"), value: format.count(corpus.heldOutFiles) },
      { label: l10n.t("Characters"), value: format.count(corpus.characters) },
      { label: l10n.t("Tokens"), value: format.count(corpus.tokens) },
      ...(words ? [{ label: l10n.t("Words were hidden in"), value: shown(words.files, l10n) }] : []),
    ],
  };
}

function shown(files: readonly string[], l10n: Writer["l10n"]): string {
  const first = files.slice(0, FILES_SHOWN).join(", ");
  const rest = files.length - FILES_SHOWN;
  return rest > 0 ? l10n.t("{0} and {1} more", first, rest) : first;
}

export function leftOutSection({ corpus }: TrainingReport, { l10n, format }: Writer): TableSection {
  return {
    kind: "table",
    id: "leftOut",
    heading: l10n.t("What was left out"),
    table: {
      caption: l10n.t("Files that were not read, by reason"),
      columns: [{ label: l10n.t("Reason") }, { label: l10n.t("Files"), numeric: true }],
      rows: corpus.leftOut.map(({ reason, files }) => [l10n.t(reason), format.count(files)]),
    },
  };
}
