import { clockface, type Minute } from "./clock";
import { high, type Reading } from "./drift";

/**
 * A calm is a window of time in which work is allowed.
 *
 * A calm opens at low tide and closes after two hours. Outside a calm nobody changes a keeper, opens a
 * new chart or climbs to a lantern; whoever has work to do waits for the next calm. When the drift is
 * high, the calm closes at once, and work stops.
 */
export interface Calm {
  readonly opens: Minute;
  readonly closes: Minute;
}

/** How long a calm lasts, in minutes, unless the chart says otherwise. */
export const LENGTH = 120;

/** The calm around a low tide. */
export function calm(low: Minute, length: number = LENGTH): Calm {
  const half = Math.floor(length / 2);
  return { opens: low - half, closes: low + half };
}

/** Whether a calm is open now. A high drift closes every calm. */
export function open(window: Calm, now: Minute, reading?: Reading): boolean {
  if (reading !== undefined && high(reading)) return false;
  return now >= window.opens && now < window.closes;
}

/** The next calm after now. Whoever has work to do waits for this calm. */
export function next(calms: readonly Calm[], now: Minute): Calm | undefined {
  return [...calms].sort((one, other) => one.opens - other.opens).find((window) => window.closes > now);
}

/** Allows some work in a calm, and refuses the work outside a calm. */
export function work<T>(window: Calm, now: Minute, task: () => T): T {
  if (!open(window, now)) throw new Error("work is allowed only in a calm: wait for the next calm");
  return task();
}

/** The sentence on the board at the pier. */
export function board(window: Calm): string {
  return `the next calm opens at ${clockface(window.opens)} and closes at ${clockface(window.closes)}`;
}
