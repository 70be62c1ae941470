import * as vscode from "vscode";
import type { RunChanges, TrainingResult, UnfinishedRun } from "../../../protocol/training";
import { changeSentences } from "../../../report/changes";
import { COMMANDS } from "../../ids";
import { l10n } from "../../l10n";
import { percentDone } from "./percentDone";
import { resultText } from "./result";

/** Shows what changed since the run that is now resumed was interrupted. */
export function notifyOfChanges(changes: RunChanges, log: vscode.LogOutputChannel): void {
  const text = changeSentences(changes, l10n).join(" ");
  log.warn(text);
  void vscode.window.showInformationMessage(text);
}

/** Shows that the run waits for mains power, with an offer to train all the same. */
export function notifyOfBattery(log: vscode.LogOutputChannel): void {
  const sentence = l10n.t("Training waits until the computer is plugged in.");
  log.info(sentence);
  void offer(sentence, { title: l10n.t("Train on Battery"), command: COMMANDS.resume });
}

export function notifyOfResult(result: TrainingResult, log: vscode.LogOutputChannel): void {
  const sentence = resultText(result, l10n);
  log.info(sentence);
  void offer(sentence, { title: l10n.t("Show Report"), command: COMMANDS.showReport });
}

/** Shows that a run was interrupted, with offers to resume and to discard it. */
export function notifyOfInterruption(run: UnfinishedRun): Promise<void> {
  return offer(
    l10n.t("A training run of this workspace was interrupted at {0} %.", percentDone(run)),
    { title: l10n.t("Resume"), command: COMMANDS.resume },
    { title: l10n.t("Discard..."), command: COMMANDS.discardRun },
  );
}

/** Offers to train again because many files changed. */
export function notifyOfChangedFiles(changed: number, files: number): Promise<void> {
  const sentence = l10n.t("{0} of {1} files changed since the last training.", changed, files);
  return offer(sentence, { title: l10n.t("Train Again..."), command: COMMANDS.train });
}

export function notifyOfNoRun(): void {
  void vscode.window.showInformationMessage(l10n.t("There is no training run to discard."));
}

export function notifyOfEndedRun(): void {
  const sentence = l10n.t("That training run has ended meanwhile; nothing was deleted.");
  void vscode.window.showInformationMessage(sentence);
}

interface CommandItem extends vscode.MessageItem {
  readonly command: string;
}

async function offer(sentence: string, ...items: CommandItem[]): Promise<void> {
  const choice = await vscode.window.showInformationMessage(sentence, ...items);
  if (choice !== undefined) await vscode.commands.executeCommand(choice.command);
}
