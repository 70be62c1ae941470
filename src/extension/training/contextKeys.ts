import * as vscode from "vscode";
import { setContext } from "../context";
import { CONTEXT_KEYS } from "../ids";
import type { Services } from "../services";
import { trainingObstacle } from "../workspace/obstacle";

/** Keep the palette's commands enabled only where they apply. */
export function registerContextKeys({ training, interruption }: Services): vscode.Disposable {
  const setTraining = (): void => void setContext(CONTEXT_KEYS.training, training.state.kind);
  const setCanTrain = (): void => void setContext(CONTEXT_KEYS.canTrain, trainingObstacle() === undefined);
  const setInterrupted = (): void =>
    void setContext(CONTEXT_KEYS.interrupted, interruption.run !== undefined);
  setTraining();
  setCanTrain();
  return vscode.Disposable.from(
    training.onDidChangeState(setTraining),
    interruption.onDidChange(setInterrupted),
    vscode.workspace.onDidChangeWorkspaceFolders(setCanTrain),
    vscode.workspace.onDidGrantWorkspaceTrust(setCanTrain),
  );
}
