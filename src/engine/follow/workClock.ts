/** Sums the time of work, without pauses and without the machine's sleep. */
export interface WorkClock {
  /** Milliseconds of work until now. Call it often: sleep of the machine is recognised by a long silence. */
  look(): number;
  /** Stops counting until `resume`. */
  pause(): void;
  resume(): void;
}

/**
 * Work never blocks the process for this long: a run of the graph takes seconds. The machine slept, which some
 * systems count and others do not, or the process was stopped.
 */
const SLEPT_MS = 60_000;

/**
 * @param before milliseconds of work that were done before
 * @param now milliseconds of a clock that is never put back
 */
export function createWorkClock(before = 0, now: () => number = () => performance.now()): WorkClock {
  let done = before;
  let last = now();
  let isPaused = false;
  return {
    look() {
      const elapsed = now() - last;
      last += elapsed;
      if (!isPaused && elapsed < SLEPT_MS) done += elapsed;
      return done;
    },
    pause() {
      this.look();
      isPaused = true;
    },
    resume() {
      this.look();
      isPaused = false;
    },
  };
}
