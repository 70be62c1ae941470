import type { ListedModel } from "../../protocol/models";
import type { Localize } from "../localize";

/** "41.3 %" */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** What a list shows as the model's name: the person's, or the time of its run, "2026-01-31 09:30". */
export function title({ name, run }: ListedModel): string {
  const [, date, hours, minutes] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)/.exec(run) ?? [];
  return name ?? (date === undefined ? run : `${date} ${hours}:${minutes}`);
}

/** Where it comes from and how good it was found. */
export function detail({ imported, base, tuned, foundWords, inUse }: ListedModel, { t }: Localize): string {
  const parts = [
    ...(inUse ? [t("in use")] : []),
    imported ? t("imported") : t("trained here"),
    ...(tuned === undefined ? [] : [t("{0} of the held-out words", percent(tuned))]),
    ...(tuned === undefined || base === undefined ? [] : [t("{0} before training", percent(base))]),
    ...(foundWords === undefined ? [] : [t("{0} of the hidden words", percent(foundWords))]),
  ];
  return parts.join(" · ");
}
