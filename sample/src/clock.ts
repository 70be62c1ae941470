/** A minute of the harbour clock, counted from the first midnight of the ledger. */
export type Minute = number;

/** The minutes of a day, and so the number of pulses that a whole page can hold for one lantern. */
export const DAY = 1440;

/** Tells the time to the keepers, the pilot and the ledger. A test winds it by hand. */
export interface Clock {
  now(): Minute;
}

/** A clock that stands still until somebody winds it. */
export class HandClock implements Clock {
  private minute: Minute;

  constructor(minute: Minute = 0) {
    this.minute = minute;
  }

  now(): Minute {
    return this.minute;
  }

  /** Winds the clock forward. A keeper that is asked afterwards sends its next pulse. */
  wind(minutes: number): void {
    if (minutes < 0) throw new Error("the harbour clock never runs backward");
    this.minute += minutes;
  }
}

/** The number of the day, which is also the number of the page in the ledger. */
export function day(minute: Minute): number {
  return Math.floor(minute / DAY);
}

/** The time of day as people write it in the logbook: hours and minutes. */
export function clockface(minute: Minute): string {
  const rest = ((minute % DAY) + DAY) % DAY;
  const hours = String(Math.floor(rest / 60)).padStart(2, "0");
  const minutes = String(rest % 60).padStart(2, "0");
  return `${hours}:${minutes}`;
}
