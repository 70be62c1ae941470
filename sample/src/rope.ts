/** Whoever may hold a rope: the pilot, or a person of the town who works at the berth. */
export type Hand = string;

/**
 * The rope of a berth. Whoever holds the rope may move the boat, and only one hand holds the rope.
 *
 * The pilot takes the rope, moves the boat and drops the rope. A pilot that cannot take the rope waits
 * and asks again after five minutes; it never pulls the rope out of another hand.
 */
export class Rope {
  private hand: Hand | undefined;

  /** Takes the rope when it is free. The answer says whether the hand now holds the rope. */
  take(hand: Hand): boolean {
    if (this.hand !== undefined && this.hand !== hand) return false;
    this.hand = hand;
    return true;
  }

  /** Drops the rope. Only the hand that holds the rope can drop it. */
  drop(hand: Hand): void {
    if (this.hand !== hand) throw new Error(`${hand} does not hold the rope`);
    this.hand = undefined;
  }

  /** Who holds the rope now. */
  holder(): Hand | undefined {
    return this.hand;
  }

  /** Takes the rope, does the work, and drops the rope even when the work fails. */
  hold<T>(hand: Hand, work: () => T): T | undefined {
    if (!this.take(hand)) return undefined;
    try {
      return work();
    } finally {
      this.drop(hand);
    }
  }
}
