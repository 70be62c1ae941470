import type { Disposable } from "vscode";
import type { UnfinishedRun } from "../../protocol/training";
import type { Services } from "../services";
import { notifyOfInterruption } from "./messages/notifications";
import type { SessionState } from "./sessionState";

/** Where the workspace remembers which interruption was announced. */
const ANNOUNCED = "announcedInterruption";

/** Looks for an interrupted run when the workspace is opened, announces it once, and looks again after each run. */
export function watchInterruption(services: Services): Disposable {
  const { training, interruption, log } = services;
  const look = (): Promise<UnfinishedRun | undefined> =>
    interruption.look().catch((error: Error) => {
      log.warn(error.message);
      return undefined;
    });
  void look().then((run) => run && announce(services, run));
  return training.onDidChangeState(({ kind }: SessionState) => {
    if (kind === "idle") void look();
    else interruption.forget();
  });
}

async function announce({ extension, training }: Services, run: UnfinishedRun): Promise<void> {
  const interruption = `${run.run} ${run.step}`;
  const { workspaceState } = extension;
  if (training.state.kind !== "idle" || workspaceState.get(ANNOUNCED) === interruption) return;
  await workspaceState.update(ANNOUNCED, interruption);
  await notifyOfInterruption(run);
}
