import type { ListedModel } from "../../../protocol/models";
import type { TrainingPlan, UnfinishedRun } from "../../../protocol/training";
import { duration } from "../../../report/duration";
import { CONFIGURATION, SETTINGS } from "../../ids";
import type { Localize } from "../../localize";
import { title } from "../../models/describe";
import { percentDone } from "./percentDone";

/** The confirmation before training: what will be read, what is left out and why, and how long it will take. */
export function planText(plan: TrainingPlan, l10n: Localize): string {
  const lines = [
    l10n.t("Files to read: {0} ({1}).", plan.files, size(plan.characters, l10n)),
    ...(plan.leftOut.length > 0 ? [l10n.t("Left out: {0}.", leftOutText(plan, l10n))] : []),
    timeText(plan, l10n),
    ...(plan.inUse ? [inUseText(plan.inUse, l10n)] : []),
    ...(plan.unfinished ? [unfinishedText(plan.unfinished, plan.estimatedSeconds, l10n)] : []),
    l10n.t("Everything stays on this machine, and no file of yours is changed."),
  ];
  return lines.join("\n");
}

function timeText({ estimatedSeconds, mayEndSooner }: TrainingPlan, l10n: Localize): string {
  const time = duration(estimatedSeconds, l10n);
  return mayEndSooner
    ? l10n.t("Estimated time: {0} at most; it ends sooner where nothing more is gained.", time)
    : l10n.t("Estimated time: {0}.", time);
}

function unfinishedText(run: UnfinishedRun, estimatedSeconds: number, l10n: Localize): string {
  const rest = duration(run.secondsLeft ?? estimatedSeconds, l10n);
  return [
    l10n.t(
      "A run was interrupted at {0} %: it can be resumed from there, for {1} at most.",
      percentDone(run),
      rest,
    ),
    l10n.t("A new run deletes the interrupted one and what it has learnt."),
  ].join(" ");
}

function inUseText(model: ListedModel, l10n: Localize): string {
  return [
    l10n.t("The model {0} is in use.", title(model)),
    l10n.t(
      "From the base model, training forgets what is no longer in the files; from the model in use, it keeps that.",
    ),
  ].join(" ");
}

/** A warning that the models are lost with their container. */
export function shortLivedText(l10n: Localize): string {
  return l10n.t(
    "This window works in a container: its models are lost when that is rebuilt, unless the setting {0} names a folder that stays.",
    `${CONFIGURATION}.${SETTINGS.modelsFolder}`,
  );
}

function leftOutText({ leftOut }: TrainingPlan, { t, format }: Localize): string {
  return leftOut.map(({ files, reason }) => `${format.count(files)} ${t(reason)}`).join("; ");
}

/** `512 characters`, `20 thousand characters`, `3.1 million characters`. */
export function size(characters: number, l10n: Localize): string {
  if (characters < 1e4) return l10n.t("{0} characters", characters);
  if (characters < 1e6) return l10n.t("{0} thousand characters", Math.round(characters / 1e3));
  return l10n.t("{0} million characters", l10n.format.tenths(characters / 1e6));
}
