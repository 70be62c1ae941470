/** Holds a loop up between two steps. */
export interface PauseGate {
  pause(): void;
  resume(): void;
  /** Resolves at once, or when `resume` is called, or when `signal` aborts. */
  pass(signal: AbortSignal): Promise<void>;
}

export function pauseGate(): PauseGate {
  let resumed: Promise<void> | undefined;
  let open = (): void => {};
  return {
    pause: () => {
      resumed ??= new Promise((resolve) => {
        open = resolve;
      });
    },
    resume: () => {
      open();
      resumed = undefined;
    },
    pass: async (signal) => {
      if (resumed === undefined || signal.aborted) return;
      await Promise.race([
        resumed,
        new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true })),
      ]);
    },
  };
}
