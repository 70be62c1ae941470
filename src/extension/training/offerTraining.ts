import * as vscode from "vscode";
import type { Services } from "../services";
import { trainingObstacle } from "../workspace/obstacle";
import { trainParams } from "../workspace/trainParams";
import { notifyOfChangedFiles } from "./messages/notifications";

/** The workspace's memory of when training was offered, in milliseconds since 1970. */
const OFFERED_AT = "trainingOfferedAt";
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Many: so many at least, and so large a share of all files. */
const MANY_FILES = 10;
const MANY_SHARE = 0.1;

/** When the workspace is opened, offers to train anew where many files changed since, once a week at most. */
export function offerTraining(services: Services): vscode.Disposable {
  const abort = new AbortController();
  void offer(services, abort.signal).catch((error: Error) => services.log.warn(error.message));
  return new vscode.Disposable(() => abort.abort());
}

async function offer(services: Services, signal: AbortSignal): Promise<void> {
  const { workspaceState } = services.extension;
  const isRecent = Date.now() - workspaceState.get(OFFERED_AT, 0) < WEEK_MS;
  if (isRecent || trainingObstacle() !== undefined) return;
  const last = await services.reports.last();
  if (last === undefined || last.status === "running") return; // nothing was trained, or a run waits to be resumed
  const params = { workspace: trainParams(services), since: Date.parse(last.startedAt) };
  const { files, changed } = await services.models("changedFiles", params, signal);
  const isMany = changed >= MANY_FILES && changed >= MANY_SHARE * files;
  if (!isMany || services.training.state.kind !== "idle") return;
  await workspaceState.update(OFFERED_AT, Date.now());
  await notifyOfChangedFiles(changed, files);
}
