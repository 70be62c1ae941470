import * as vscode from "vscode";
import { toErrorData } from "../../protocol/errors";
import type { Services } from "../services";
import type { TrainArguments } from "./train";

/** While a run is on it discards the run; otherwise everything that was learnt from this workspace. */
export async function discard(services: Services, args: TrainArguments = {}): Promise<void> {
  const { training, filler, reports, log, storage } = services;
  if (storage === undefined) return;
  const running = training.state.kind !== "idle";
  if (args.confirm !== false && !(await confirmed(running))) return;
  try {
    await training.discard(storage);
    reports.forget();
    await filler.reload();
  } catch (error) {
    const { message } = toErrorData(error);
    log.error(message);
    void vscode.window.showErrorMessage(message);
  }
}

async function confirmed(running: boolean): Promise<boolean> {
  const question = running
    ? vscode.l10n.t("Discard this training run? What it has learnt so far is lost.")
    : vscode.l10n.t("Discard everything learnt from this workspace? Its trained models are deleted.");
  const choice = vscode.l10n.t("Discard");
  return (await vscode.window.showWarningMessage(question, { modal: true }, choice)) === choice;
}
