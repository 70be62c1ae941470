import * as vscode from "vscode";
import type { TrainingPlan, UnfinishedRun } from "../../../protocol/training";
import { COMMANDS } from "../../ids";
import { l10n } from "../../l10n";
import { percentDone } from "./percentDone";
import { planText, shortLivedText } from "./plan";

export type StartPoint = "base" | "inUse";

/** How a run begins. */
export type Beginning = { readonly resume: true } | { readonly resume: false; readonly from: StartPoint };

interface BeginningItem extends vscode.MessageItem {
  readonly beginning: Beginning;
}

export interface PlanContext {
  /** Whether the workspace's models are lost with the container that this window works in. */
  readonly isStorageShortLived: boolean;
}

/** Shows the plan and asks how to begin; undefined where the person does not want to train. */
export async function askHowToBegin(
  plan: TrainingPlan,
  { isStorageShortLived }: PlanContext,
): Promise<Beginning | undefined> {
  const title = l10n.t("Train MLM on Workspace");
  const detail = [planText(plan, l10n), ...(isStorageShortLived ? [shortLivedText(l10n)] : [])].join("\n");
  const items: BeginningItem[] = [
    ...(plan.unfinished ? [{ title: l10n.t("Resume"), beginning: { resume: true } as const }] : []),
    ...startItems(plan),
  ];
  return (await vscode.window.showInformationMessage(title, { modal: true, detail }, ...items))?.beginning;
}

function startItems({ unfinished, inUse }: TrainingPlan): BeginningItem[] {
  const fromBase = { resume: false, from: "base" } as const;
  if (inUse === undefined) {
    const title = unfinished ? l10n.t("Start Anew") : l10n.t("Train");
    return [{ title, beginning: fromBase }];
  }
  return [
    { title: l10n.t("Start from the Base Model"), beginning: fromBase },
    { title: l10n.t("Go On from the Model in Use"), beginning: { resume: false, from: "inUse" } },
  ];
}

/** Asks whether to stop the run that is training, so that another can start. */
export async function askToStartAgain(): Promise<boolean> {
  const startAgain = l10n.t("Stop and Start Again");
  const actions = l10n.t("Show Actions");
  const question = l10n.t("Training is running already.");
  const choice = await vscode.window.showWarningMessage(question, startAgain, actions);
  if (choice === actions) void vscode.commands.executeCommand(COMMANDS.showActions);
  return choice === startAgain;
}

export function askToDiscardActive(): Promise<boolean> {
  return askToDiscard(l10n.t("Discard this training run? What it has learnt so far is lost."));
}

export function askToDiscardInterrupted(run: UnfinishedRun): Promise<boolean> {
  return askToDiscard(
    l10n.t(
      "Discard the training run that was interrupted at {0} %? What it has learnt is lost.",
      percentDone(run),
    ),
  );
}

async function askToDiscard(question: string): Promise<boolean> {
  const choice = l10n.t("Discard");
  return (await vscode.window.showWarningMessage(question, { modal: true }, choice)) === choice;
}
