import * as vscode from "vscode";
import type { UnfinishedRun } from "../../protocol/training";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { share } from "./messages";
import type { TrainingState } from "./trainingState";

/** The workspace's memory of the interruption that a person was told of. */
const ANNOUNCED = "announcedInterruption";

/** Looks for an interrupted run when the workspace is opened, tells of it once, and looks again after each run. */
export function watchInterruption(services: Services): vscode.Disposable {
  const { training, interruption, log } = services;
  const look = (): Promise<UnfinishedRun | undefined> =>
    interruption.look().catch((error: Error) => {
      log.warn(error.message);
      return undefined;
    });
  void look().then((run) => run && announce(services, run));
  return training.onDidChangeState(({ kind }: TrainingState) => {
    if (kind === "idle") void look();
    else interruption.forget();
  });
}

async function announce({ extension, training }: Services, run: UnfinishedRun): Promise<void> {
  const interruption = `${run.run} ${run.step}`;
  const { workspaceState } = extension;
  if (training.state.kind !== "idle" || workspaceState.get(ANNOUNCED) === interruption) return;
  await workspaceState.update(ANNOUNCED, interruption);
  const resume = l10n.t("Resume");
  const discard = l10n.t("Discard...");
  const sentence = l10n.t("A training run of this workspace was interrupted at {0} %.", share(run));
  const choice = await vscode.window.showInformationMessage(sentence, resume, discard);
  if (choice === resume) await vscode.commands.executeCommand(COMMANDS.resume);
  if (choice === discard) await vscode.commands.executeCommand(COMMANDS.discardRun);
}
