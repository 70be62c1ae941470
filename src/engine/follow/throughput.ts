/** Measures tokens a second over the last steps, and how long the rest will take. */
export interface Throughput {
  /** Counts a step that has just ended; returns tokens a second. */
  add(tokens: number): number;
  /** Seconds until all steps are done, at the pace so far. */
  secondsLeft(step: number, totalSteps: number): number;
  /** The time until now was not spent on a step. */
  pause(): void;
}

/** How fast a run is after a step. */
export interface Pace {
  readonly tokensPerSecond: number;
  readonly secondsLeft: number;
}

const WINDOW = 20;

/** A step that took this many times the median of the last ones, and this long, was interrupted: the machine slept. */
const GAP_FACTOR = 20;
const GAP_SECONDS = 10;

export function createThroughput(now: () => number = () => performance.now()): Throughput {
  const recent: { tokens: number; seconds: number }[] = [];
  let last = now();
  let seconds = 0;
  let steps = 0;
  return {
    add(tokens) {
      const elapsed = withoutGap((now() - last) / 1000, recent);
      last = now();
      seconds += elapsed;
      steps++;
      recent.push({ tokens, seconds: elapsed });
      if (recent.length > WINDOW) recent.shift();
      const total = recent.reduce((sum, step) => sum + step.seconds, 0);
      return recent.reduce((sum, step) => sum + step.tokens, 0) / total;
    },
    secondsLeft: (step, totalSteps) => (seconds / steps) * (totalSteps - step),
    pause() {
      last = now();
    },
  };
}

function withoutGap(elapsed: number, recent: readonly { readonly seconds: number }[]): number {
  if (recent.length === 0 || elapsed < GAP_SECONDS) return elapsed;
  const usual = recent.map(({ seconds }) => seconds).sort((a, b) => a - b)[recent.length >> 1]!;
  return elapsed < GAP_FACTOR * usual ? elapsed : usual;
}
