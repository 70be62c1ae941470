import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import type { HubAddress } from "./repository";

/** What went wrong between us and the hub, as one sentence; the signal's reason where it was aborted. */
export function hubFault({ repository, endpoint }: HubAddress, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof Fault) return error;
  const { statusCode } = error as { statusCode?: unknown };
  if (typeof statusCode === "number") return statusFault(repository, endpoint, statusCode);
  return new Fault(
    "io",
    sentence`Cannot reach ${endpoint}: ${reason(error)}; check the connection and try again.`,
    { cause: error },
  );
}

export function statusFault(what: string, endpoint: string, status: number): Fault {
  if (status === 401 || status === 403) {
    const message = sentence`${endpoint} does not give ${what} to everybody, or has no such repository: check the name, or set HF_TOKEN to a token that may read it.`;
    return new Fault("io", message);
  }
  if (status === 404)
    return new Fault("io", sentence`${endpoint} has no ${what}; check the name and the revision.`);
  return new Fault("io", sentence`${endpoint} answered ${status} for ${what}; try again later.`);
}

/** fetch says "fetch failed" and why only in the cause. */
function reason(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
