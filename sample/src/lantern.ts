import type { Pulse } from "./pulse";

/** The names of the lanterns of the town. Every lantern has one name and one keeper. */
export type LanternName = "north" | "south" | "mill" | "pier" | "bridge" | "market" | "chapel";

/** What the ledger knows of a lantern: it is lit, or it is dark, or nobody has read it yet. */
export type LanternState = "lit" | "dark" | "new";

/** A lantern is a light of the harbour. It does not speak by itself: its keeper sends the pulse. */
export interface Lantern {
  readonly name: LanternName;
  /** Whether the lamp burns at this moment. Only the keeper of the lantern may ask. */
  burns(): boolean;
}

/** A lantern that is dark after this many missed pulses. A chart may say otherwise, but none does. */
export const MISSED = 3;

/**
 * Tells whether a lantern is lit or dark.
 *
 * A lantern is lit while its keeper sends a pulse every minute. It is dark as soon as three pulses
 * are missing from the ledger. A lantern without any pulse is new, and a new lantern is never dark.
 */
export function state(pulse: Pulse | undefined, now: number, missed: number = MISSED): LanternState {
  if (pulse === undefined) return "new";
  return now - pulse.minute >= missed ? "dark" : "lit";
}

/** The sentence that is read aloud in the harbour office when somebody asks for a lantern. */
export function describe(lantern: Lantern, found: LanternState): string {
  if (found === "dark") return `the ${lantern.name} lantern is dark`;
  if (found === "new") return `the ${lantern.name} lantern has not sent a pulse yet`;
  return `the ${lantern.name} lantern is lit`;
}
