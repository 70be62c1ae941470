/** A person, or the machine running on its battery. */
export type PauseReason = "asked" | "battery";

/** Pauses a loop between two steps, as long as there is a reason. */
export interface PauseGate {
  pause(reason: PauseReason): void;
  /** Removes one reason, or all of them. */
  resume(reason?: PauseReason): void;
  /** Resolves at once, or when the last reason is gone, or when `signal` aborts. */
  pass(signal: AbortSignal): Promise<void>;
}

export function pauseGate(): PauseGate {
  const reasons = new Set<PauseReason>();
  let opened: Promise<void> | undefined;
  let open = (): void => {};
  return {
    pause: (reason) => {
      reasons.add(reason);
      opened ??= new Promise((resolve) => {
        open = resolve;
      });
    },
    resume: (reason) => {
      if (reason === undefined) reasons.clear();
      else reasons.delete(reason);
      if (reasons.size > 0) return;
      open();
      opened = undefined;
    },
    pass: async (signal) => {
      if (opened === undefined || signal.aborted) return;
      await Promise.race([
        opened,
        new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true })),
      ]);
    },
  };
}
