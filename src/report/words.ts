import type { ComparedWords, Kept } from "../protocol/training";
import type { WordsFound } from "../protocol/words";
import type { Writer } from "./writer";

/** "the right word first 41.3 %, among five 62.0 %, of 500 words in 12 files": how good a model is, wherever that is reported. */
export function wordsText(found: WordsFound, writer: Writer): string {
  const { l10n, format } = writer;
  const { words, files } = found;
  return l10n.t(
    "the right word first {0}, among five {1}, of {2} words in {3}",
    ...shares(found, format),
    format.count(words),
    filesText(files, writer),
  );
}

/** What was found before and after training, in a sentence; none where nothing was asked for. */
export function comparedText({ before, after }: ComparedWords, writer: Writer): string | undefined {
  const { l10n, format } = writer;
  if (before === undefined || after === undefined) {
    const only = after ?? before;
    if (only === undefined) return undefined;
    const name = after ? l10n.t("The new model") : l10n.t("The model before");
    return `${name}: ${wordsText(only, writer)}.`;
  }
  return l10n.t(
    "The right word first: {0} before, {1} after; among five: {2} before, {3} after; of {4} words in {5}.",
    format.share(before.first / before.words),
    format.share(after.first / after.words),
    format.share(before.amongFive / before.words),
    format.share(after.amongFive / after.words),
    format.count(after.words),
    filesText(after.files, writer),
  );
}

/** What became of a run's model and why, in a sentence. */
export function keptText(kept: Kept, { after, inUse }: ComparedWords, { l10n, format }: Writer): string {
  switch (kept) {
    case "tuned":
      return l10n.t("The trained model is in use.");
    case "base":
      return l10n.t("The earlier model was better and stays in use.");
    case "earlier":
      return l10n.t(
        "The model of an earlier run stays in use: the right word first {0}, among five {1}. Manage Models can change that.",
        ...shares(inUse!, format),
      );
    case "aside":
      return l10n.t(
        "{0} hidden words are too few to tell which model is better: the trained one is kept beside the one in use, and Manage Models can put it to use.",
        format.count(after?.words ?? 0),
      );
  }
}

/** "12 files", as it stands behind "in". */
export function filesText(files: number, { l10n, format }: Writer): string {
  return files === 1 ? l10n.t("one file") : l10n.t("{0} files", format.count(files));
}

function shares({ words, first, amongFive }: WordsFound, format: Writer["format"]): [string, string] {
  return [format.share(first / words), format.share(amongFive / words)];
}
