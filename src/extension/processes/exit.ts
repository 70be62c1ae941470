import type { Localize } from "../localize";

export type Role = "trainer" | "predictor" | "models";

/** How a process of ours came to its end. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to its error stream. */
  readonly errorOutput: string;
}

const OUT_OF_MEMORY =
  /heap out of memory|Array buffer allocation failed|bad_alloc|Failed to allocate memory/i;

/** Linux ends a process that takes the last memory with SIGKILL; a shell reports that as 137. */
function ranOutOfMemory({ code, signal, errorOutput }: Exit): boolean {
  return signal === "SIGKILL" || code === 137 || OUT_OF_MEMORY.test(errorOutput);
}

/** One sentence about a process that ended by itself: what happened and what to do. */
export function describeExit(role: Role, exit: Exit, { t }: Localize): string {
  if (role === "models") {
    return t("The process that works on models ended unexpectedly ({0}).", exit.signal ?? String(exit.code));
  }
  if (ranOutOfMemory(exit)) {
    return role === "trainer"
      ? t(
          "Training was ended by the system, most likely for lack of memory: choose a smaller model, batch size or sequence length.",
        )
      : t(
          "The prediction process was ended by the system, most likely for lack of memory: choose a smaller model.",
        );
  }
  const how = exit.signal ?? String(exit.code);
  return role === "trainer"
    ? t(
        "Training ended unexpectedly ({0}); what was saved before is kept, and training can be started again.",
        how,
      )
    : t("The prediction process ended unexpectedly ({0}).", how);
}
