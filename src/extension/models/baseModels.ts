import type { BaseModelName } from "../../core/models/baseModels";
import type { BaseModelCost } from "../../protocol/models";
import type { Localize } from "../localize";

/** A base model as a list shows it. */
export interface OfferedModel {
  readonly repository: BaseModelName;
  /** Its licence and size. */
  readonly description: string;
  /** What it costs on this machine, which a narrow list must not cut off, and what it is good at. */
  readonly detail: string;
}

const BYTES_PER_PARAMETER = 4;

export function offeredModels(costs: readonly BaseModelCost[], l10n: Localize): OfferedModel[] {
  const { t } = l10n;
  const strengths = strengthsIn(l10n);
  return costs.map(({ repository, licence, parameters, stepSeconds, fillSeconds }) => {
    const size = t("{0} MB", Math.round((parameters * BYTES_PER_PARAMETER) / 1e6));
    const cost = t(
      "Here a step takes {0}, a fill {1}.",
      seconds(stepSeconds, l10n),
      seconds(fillSeconds, l10n),
    );
    return {
      repository,
      description: licence === undefined ? size : `${licence} · ${size}`,
      detail: `${cost} ${strengths[repository]}`,
    };
  });
}

function seconds(value: number, { t, format }: Localize): string {
  return value < 1
    ? t("{0} ms", format.significant(Math.ceil(value * 1000)))
    : t("{0} s", format.significant(value));
}

function strengthsIn({ t }: Localize): Readonly<Record<BaseModelName, string>> {
  const code = t("Python, Java, JavaScript, PHP, Ruby and Go.");
  const languages = t("A hundred languages.");
  return {
    "jhu-clsp/ettin-encoder-17m": t("English and code: the lightest of the newer models."),
    "jhu-clsp/ettin-encoder-32m": t("English and code: a good choice for most machines."),
    "jhu-clsp/ettin-encoder-68m": t("English and code: stronger, for machines with many cores."),
    "answerdotai/ModernBERT-base": t("English and code: the strongest of these, and slow to train."),
    "huggingface/CodeBERTa-small-v1": code,
    "microsoft/codebert-base-mlm": t("{0} Their comments in English, too.", code),
    "distilbert/distilbert-base-cased": t("English prose, at half the work of BERT."),
    "google-bert/bert-base-cased": t("English prose."),
    "distilbert/distilbert-base-multilingual-cased": t("{0} Half the work of BERT.", languages),
    "google-bert/bert-base-multilingual-cased": languages,
  };
}
