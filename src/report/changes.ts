import type { Localize } from "../protocol/localize";
import type { RunChange, RunChanges } from "../protocol/training";

/** What changed since a run was interrupted, and what is done about it: one sentence each. */
export function changeSentences({ changes, fromEpoch }: RunChanges, l10n: Localize): string[] {
  return changes.map((change) => sentence(change, fromEpoch, l10n));
}

function sentence(change: RunChange, fromEpoch: number | undefined, { t }: Localize): string {
  if (change.what === "text")
    return t(
      "The text has changed since the run was interrupted: training goes on with what was learnt, from the beginning of epoch {0}.",
      fromEpoch ?? 1,
    );
  if (change.what === "model")
    return t("The model to start from is another one now: the run keeps the one that it began with.");
  const { name, now, before, isKept } = change;
  if (isKept) return t("{0} is now {1}, was {2}: the run keeps what it began with.", name, now, before);
  if (fromEpoch === undefined)
    return t(
      "{0} is now {1}, was {2}: training goes on with what was learnt, from where it was.",
      name,
      now,
      before,
    );
  return t(
    "{0} is now {1}, was {2}: training goes on with what was learnt, from the beginning of epoch {3}.",
    name,
    now,
    before,
    fromEpoch,
  );
}
