import type { CancellationToken } from "vscode";

/** The editor's cancellation as an abort signal. */
export function abortSignal(token: CancellationToken): AbortSignal {
  if (token.isCancellationRequested) return AbortSignal.abort();
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
