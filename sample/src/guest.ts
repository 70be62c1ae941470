import type { Minute } from "./clock";
import type { LanternName } from "./lantern";
import type { Reader } from "./ledger";
import type { Pulse } from "./pulse";

/**
 * A guest may read the ledger but never writes to the ledger.
 *
 * The school, the bakery and the ferry office are guests. A guest gets a reader, not the ledger itself,
 * so that even a careless guest cannot write a pulse, ring the bell or hold a rope.
 */
export class Guest {
  readonly name: string;
  private readonly ledger: Reader;

  constructor(name: string, ledger: Reader) {
    this.name = name;
    this.ledger = ledger;
  }

  /** When the guest last saw a pulse of the lantern. */
  seen(lantern: LanternName): Minute | undefined {
    return this.ledger.last(lantern)?.minute;
  }

  /** How many pulses each lantern sent between two minutes. */
  count(from: Minute, to: Minute): Map<LanternName, number> {
    const counts = new Map<LanternName, number>();
    for (const pulse of this.ledger.between(from, to)) {
      counts.set(pulse.lantern, (counts.get(pulse.lantern) ?? 0) + 1);
    }
    return counts;
  }

  /** The longest time without a pulse: the nearest that a lantern came to being dark. */
  gap(lantern: LanternName, from: Minute, to: Minute): number {
    let longest = 0;
    let before: Pulse | undefined;
    for (const pulse of this.ledger.between(from, to)) {
      if (pulse.lantern !== lantern) continue;
      if (before !== undefined) longest = Math.max(longest, pulse.minute - before.minute);
      before = pulse;
    }
    return longest;
  }
}
