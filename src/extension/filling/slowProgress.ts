import * as vscode from "vscode";
import { l10n } from "../l10n";

const MOMENT_MS = 500;

/** Work with an end that is known; `report` takes what is done of it. */
export type Work<T> = (report: (done: number) => void, signal: AbortSignal) => Promise<T>;

/**
 * Does the work, and shows how far it is, with the offer to cancel it, once it takes longer than a moment.
 *
 * @param title describes the work
 * @param total what there is to do, in the unit of `report`
 */
export async function withSlowProgress<T>(title: string, total: number, work: Work<T>): Promise<T> {
  const controller = new AbortController();
  const changes = new vscode.EventEmitter<number>();
  let done = 0;
  const result = work((now) => {
    done = now;
    changes.fire(now);
  }, controller.signal);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, (progress, token) => {
      let shown = 0;
      const show = (now: number): void => {
        progress.report({
          message: `${l10n.format.count(now)} / ${l10n.format.count(total)}`,
          increment: (100 * (now - shown)) / total,
        });
        shown = now;
      };
      show(done);
      token.onCancellationRequested(() => controller.abort());
      changes.event(show);
      return result.then(
        () => {},
        () => {}, // is reported by whoever asked for the work
      );
    });
  }, MOMENT_MS);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
    changes.dispose();
  }
}
