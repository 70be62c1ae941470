import type { Evaluation, TrainingPlan, TrainingResult } from "../../protocol/training";
import type { Localize } from "../localize";
import { duration } from "./trainingState";

/** The confirmation before training: what will be read, what is left out and why, and how long it will take. */
export function planText(plan: TrainingPlan, l10n: Localize): string {
  const lines = [
    l10n.t("Files to read: {0} ({1}).", plan.files, size(plan.bytes, l10n)),
    ...(plan.leftOut.length > 0 ? [l10n.t("Left out: {0}.", leftOutText(plan))] : []),
    l10n.t("Estimated time: {0}.", duration(plan.estimatedSeconds, l10n)),
    ...(plan.resumesAtStep === undefined
      ? []
      : [l10n.t("An unfinished run goes on from step {0}.", plan.resumesAtStep)]),
    l10n.t("Everything stays on this machine, and no file of yours is changed."),
  ];
  return lines.join("\n");
}

function leftOutText({ leftOut }: TrainingPlan): string {
  return leftOut.map(({ files, reason }) => `${files} ${reason}`).join("; ");
}

/** `512 B`, `20 KB`, `3.1 MB`. */
export function size(bytes: number, l10n: Localize): string {
  if (bytes < 1024) return l10n.t("{0} B", bytes);
  if (bytes < 1024 ** 2) return l10n.t("{0} KB", Math.round(bytes / 1024));
  return l10n.t("{0} MB", (bytes / 1024 ** 2).toFixed(1));
}

/** The one message at the end of a run. */
export function resultText({ base, tuned, kept, stoppedEarly }: TrainingResult, l10n: Localize): string {
  const intro = stoppedEarly ? l10n.t("Training was stopped.") : l10n.t("Training is done.");
  if (base === undefined) {
    return l10n.t("{0} The new model finds {1} of the held-out words.", intro, accuracy(tuned));
  }
  const comparison = l10n.t(
    "{0} before, {1} after, on the same held-out words",
    accuracy(base),
    accuracy(tuned),
  );
  return kept === "tuned"
    ? l10n.t("{0} Words found: {1}. The trained model is in use.", intro, comparison)
    : l10n.t("{0} Words found: {1}. The earlier model was better and stays in use.", intro, comparison);
}

function accuracy(evaluation: Evaluation): string {
  return `${(100 * evaluation.accuracy).toFixed(1)} %`;
}
