/** Measures tokens a second over the last steps, and how long the rest will take. */
export interface Throughput {
  /** Counts a step that has just ended; returns tokens a second. */
  add(tokens: number): number;
  /** Seconds until all steps are done, at the pace so far. */
  secondsLeft(step: number, totalSteps: number): number;
  /** The time until now was no step. */
  pause(): void;
}

const WINDOW = 20;

export function createThroughput(now: () => number = () => performance.now()): Throughput {
  const recent: { tokens: number; seconds: number }[] = [];
  let last = now();
  let seconds = 0;
  let steps = 0;
  return {
    add(tokens) {
      const elapsed = (now() - last) / 1000;
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
