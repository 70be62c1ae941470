export interface RestartPolicy {
  /** Whether a process may be started (again) now. */
  readonly allowed: boolean;
  crashed(): void;
  /** Forgets earlier crashes, because something that may have caused them has changed. */
  reset(): void;
}

/** Allows `limit` crashes within `periodMs`; after one more nothing is started until `reset`. */
export function restartPolicy(
  limit: number,
  periodMs: number,
  now: () => number = () => performance.now(),
): RestartPolicy {
  let crashes: number[] = [];
  let blocked = false;
  return {
    get allowed() {
      return !blocked;
    },
    crashed: () => {
      crashes = [...crashes.filter((at) => now() - at < periodMs), now()];
      blocked ||= crashes.length > limit;
    },
    reset: () => {
      crashes = [];
      blocked = false;
    },
  };
}
