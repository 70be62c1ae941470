import { translated } from "../../../protocol/localize";
import type { TrainingProgress } from "../../../protocol/training";
import { duration } from "../../../report/duration";
import type { Localize } from "../../localize";
import type { RunningState, SessionState } from "../sessionState";
import { percentDone } from "./percentDone";

export interface StatusText {
  /** With icons in the editor's `$(name)` notation. */
  readonly text: string;
  readonly tooltip: string;
}

/** What the status bar shows, or nothing. */
export function statusText(state: SessionState, l10n: Localize): StatusText | undefined {
  switch (state.kind) {
    case "idle":
      return undefined;
    case "planning":
      return { text: `$(search) ${l10n.t("MLM: looking at the workspace")}`, tooltip: "" };
    case "running":
      return {
        text: `$(sync~spin) MLM ${progressText(state.progress, l10n)}`,
        tooltip: tooltip(state, l10n),
      };
    case "paused":
      return {
        text: `$(debug-pause) MLM ${percent(state.progress)} ${state.onBattery ? l10n.t("paused on battery") : l10n.t("paused")}`,
        tooltip: tooltip(state, l10n),
      };
    case "stopping":
      return { text: `$(sync~spin) ${l10n.t("MLM: saving and stopping")}`, tooltip: "" };
  }
}

function progressText(progress: TrainingProgress, l10n: Localize): string {
  if (progress.stage !== "training") return stageText(progress, l10n);
  const loss = progress.loss === undefined ? undefined : l10n.t("loss {0}", l10n.format.loss(progress.loss));
  const left =
    progress.etaSeconds === undefined ? undefined : l10n.t("{0} left", duration(progress.etaSeconds, l10n));
  return [percent(progress), loss, left].filter((part) => part !== undefined).join(" · ");
}

function stageText(progress: TrainingProgress, l10n: Localize): string {
  switch (progress.stage) {
    case "preparing":
      return l10n.t("reading the workspace");
    case "evaluating":
      return l10n.t("evaluating");
    case "saving":
      return l10n.t("saving");
    case "training":
      return percent(progress);
  }
}

function tooltip({ progress, fallback }: RunningState, l10n: Localize): string {
  const lines = [l10n.t("Step {0} of {1}", progress.step, progress.totalSteps)];
  if (progress.loss !== undefined) lines.push(l10n.t("Loss: {0}", l10n.format.loss(progress.loss)));
  if (progress.learningRate !== undefined) {
    lines.push(l10n.t("Learning rate: {0}", l10n.format.significant(progress.learningRate)));
  }
  if (progress.tokensPerSecond !== undefined) {
    lines.push(l10n.t("{0} tokens a second", Math.round(progress.tokensPerSecond)));
  }
  if (fallback) lines.push(translated(fallback, l10n));
  return [...lines, l10n.t("Click for actions.")].join("\n");
}

function percent(progress: TrainingProgress): string {
  return `${percentDone(progress)} %`;
}
