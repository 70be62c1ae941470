import * as vscode from "vscode";
import type { Services } from "../services";
import { trainingObstacle } from "../workspace/obstacle";
import { trainParams } from "../workspace/trainParams";
import { notifyOfChangedFiles } from "./messages/notifications";

/** Where the workspace remembers when training was last offered, in milliseconds since 1970. */
const OFFERED_AT = "trainingOfferedAt";
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Files that count as many: at least this number, and this share of all files. */
const MANY_FILES = 10;
const MANY_SHARE = 0.1;

/** When the workspace is opened, offers to train again if many files have changed, at most once a week. */
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
