import * as vscode from "vscode";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { share } from "./messages";
import { overcome } from "./obstacle";
import { reportFailure } from "./reportFailure";

/** What a keybinding or another extension may pass. */
export interface DiscardArguments {
  /** `false` deletes without a question. */
  readonly confirm?: boolean;
}

/** Discards the run that is on, else the one that was interrupted: that run and nothing else, whatever ends meanwhile. */
export async function discardRun(
  services: Services,
  { confirm = true }: DiscardArguments = {},
): Promise<void> {
  if (!overcome(services)) return;
  try {
    const wanted = (await discardActive(services, confirm)) ?? (await discardInterrupted(services, confirm));
    if (wanted === "gone") tellNothingDeleted();
    if (wanted !== "discarded") return;
    services.reports.forget();
    await services.filler.reload();
    await services.interruption.look();
  } catch (error) {
    reportFailure(services, error);
  }
}

/** What became of the wish to discard a run; undefined where there is none. */
type Outcome = "discarded" | "kept" | "gone" | undefined;

async function discardActive({ training }: Services, confirm: boolean): Promise<Outcome> {
  const { run } = training;
  if (run === undefined) return undefined;
  const question = l10n.t("Discard this training run? What it has learnt so far is lost.");
  if (confirm && !(await agreed(question))) return "kept";
  return (await training.discard(run)) ? "discarded" : "gone";
}

async function discardInterrupted({ models, storage }: Services, confirm: boolean): Promise<Outcome> {
  const interrupted = await models("interruptedRun", { storage: storage! });
  if (interrupted === undefined) {
    void vscode.window.showInformationMessage(l10n.t("There is no training run to discard."));
    return undefined;
  }
  const question = l10n.t(
    "Discard the training run that was interrupted at {0} %? What it has learnt is lost.",
    share(interrupted),
  );
  if (confirm && !(await agreed(question))) return "kept";
  const isDone = await models("discardRun", { storage: storage!, run: interrupted.run });
  return isDone ? "discarded" : "gone";
}

async function agreed(question: string): Promise<boolean> {
  const choice = l10n.t("Discard");
  return (await vscode.window.showWarningMessage(question, { modal: true }, choice)) === choice;
}

function tellNothingDeleted(): void {
  const sentence = l10n.t("That training run has ended meanwhile; nothing was deleted.");
  void vscode.window.showInformationMessage(sentence);
}
