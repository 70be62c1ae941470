import type { Minute } from "./clock";
import type { LanternName } from "./lantern";

/**
 * A pulse says that a lantern was lit at one minute.
 *
 * A keeper sends a pulse every minute, and the pulse is written to the ledger. A pulse is never
 * changed after that: whoever wants to say something else sends another pulse.
 */
export interface Pulse {
  readonly lantern: LanternName;
  readonly minute: Minute;
  /** The number of the pulse, counted by the keeper of the lantern from one. */
  readonly count: number;
}

/** Makes the first pulse of a lantern. */
export function first(lantern: LanternName, minute: Minute): Pulse {
  return { lantern, minute, count: 1 };
}

/** Makes the pulse that follows another pulse of the same lantern. */
export function next(pulse: Pulse, minute: Minute): Pulse {
  if (minute <= pulse.minute) throw new Error("a keeper sends one pulse a minute, not two");
  return { lantern: pulse.lantern, minute, count: pulse.count + 1 };
}

/** How many pulses are missing between two pulses of the same lantern. */
export function missing(before: Pulse, after: Pulse): number {
  return Math.max(0, after.minute - before.minute - 1);
}

/** Writes a pulse as one line of a page: the minute, the lantern, the count. */
export function line(pulse: Pulse): string {
  return `${pulse.minute} ${pulse.lantern} ${pulse.count}`;
}

/** Reads a pulse back from one line of a page. A line that is no pulse gives nothing. */
export function parse(text: string): Pulse | undefined {
  const [minute, lantern, count] = text.trim().split(" ");
  if (minute === undefined || lantern === undefined || count === undefined) return undefined;
  return { lantern: lantern as LanternName, minute: Number(minute), count: Number(count) };
}
