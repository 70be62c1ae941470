import { translated } from "../../../protocol/localize";
import type { TrainingResult } from "../../../protocol/training";
import { comparedText, keptText } from "../../../report/words";
import type { Localize } from "../../localize";

/** The one message at the end of a run. */
export function resultText(result: TrainingResult, l10n: Localize): string {
  const { words, kept } = result;
  const writer = { l10n, format: l10n.format };
  const compared =
    comparedText(words, writer) ?? l10n.t("There was too little text to compare the model on.");
  const fallback = result.fallback && translated(result.fallback, l10n);
  const sentences = [introduction(result, l10n), fallback, compared, keptText(kept, words, writer)];
  return sentences.filter((sentence) => sentence !== undefined).join(" ");
}

function introduction({ stoppedEarly, withoutGain }: TrainingResult, l10n: Localize): string {
  if (stoppedEarly) return l10n.t("Training was stopped.");
  if (withoutGain === undefined) return l10n.t("Training is done.");
  return l10n.t("Training is done: the last {0} evaluations brought no gain.", withoutGain);
}
