import type { LoadedModel } from "../../protocol/filling";
import { translated } from "../../protocol/localize";
import { wordsText } from "../../report/words";
import type { Localize } from "../localize";
import type { PredictorState } from "../processes/predictor";
import type { SessionState } from "../training/sessionState";

export interface ModelStatus {
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isWrong: boolean;
}

export interface ModelNow {
  readonly predictor: PredictorState;
  readonly training: SessionState["kind"];
  /** What a person calls the model. */
  name(model: LoadedModel): string;
}

/** Which model fills, what it does at the moment, and how good it was found on this workspace. */
export function modelStatus({ predictor, training, name }: ModelNow, l10n: Localize): ModelStatus {
  const { t } = l10n;
  const isTraining = training !== "idle";
  const status = (text: string, ...details: string[]): ModelStatus => ({
    text,
    detail: [...details, ...(isTraining ? [t("another is being trained")] : [])].join(" · "),
    isBusy: predictor.kind === "loading",
    isWrong: predictor.kind === "failed",
  });
  switch (predictor.kind) {
    case "stopped":
      return status("MLM", t("the model is loaded with the first question"));
    case "loading":
      return status("MLM", t("the model is being loaded"));
    case "ready":
      return status(`MLM: ${name(predictor.model)}`, ...accuracy(predictor.model, l10n));
    case "failed":
      return status("MLM", translated(predictor.error.sentence, l10n));
  }
}

function accuracy({ listed, found = listed?.found }: LoadedModel, l10n: Localize): string[] {
  const { t, format } = l10n;
  if (found !== undefined) return [wordsText(found, { l10n, format })];
  return [listed?.isOutdated ? t("not compared since the hidden words changed") : t("ready")];
}
