import { type Clock, day, type Minute } from "./clock";
import type { LanternName } from "./lantern";
import { Page } from "./page";
import type { Pulse } from "./pulse";
import type { Shelf } from "./shelf";

/** Whoever may only read the ledger: the pilot and every guest. */
export interface Reader {
  last(lantern: LanternName): Pulse | undefined;
  between(from: Minute, to: Minute): Pulse[];
}

/**
 * The ledger holds every pulse of every lantern.
 *
 * Only a keeper writes to the ledger. The pilot reads the ledger, and so does a guest. The ledger has
 * one open page, the page of the day; at midnight it turns the page and lays the full page on the
 * shelf.
 */
export class Ledger implements Reader {
  private readonly shelf: Shelf;
  private page: Page;

  constructor(clock: Clock, shelf: Shelf) {
    this.shelf = shelf;
    this.page = new Page(day(clock.now()));
  }

  /** Writes a pulse to the ledger. The pulse stands on the page of its day. */
  write(pulse: Pulse): void {
    if (day(pulse.minute) < this.page.number) throw new Error("the page of this pulse lies on the shelf");
    this.turn(day(pulse.minute));
    this.page.write(pulse);
  }

  /** Turns the page when a new day has come, and lays the full page on the shelf. */
  turn(number: number): void {
    if (number <= this.page.number) return;
    this.shelf.lay(this.page);
    this.page = new Page(number);
  }

  /** The last pulse of a lantern: on the open page, or else on the newest page of the shelf. */
  last(lantern: LanternName): Pulse | undefined {
    const pulse = this.page.last(lantern);
    if (pulse !== undefined) return pulse;
    const newest = this.shelf.numbers().pop();
    return newest === undefined ? undefined : this.shelf.take(newest)?.last(lantern);
  }

  /** Reads the pulses between two minutes from the shelf and from the open page. */
  between(from: Minute, to: Minute): Pulse[] {
    const found: Pulse[] = [];
    for (const number of this.shelf.numbers()) {
      if (number < day(from) || number > day(to)) continue;
      const page = this.shelf.take(number);
      if (page !== undefined) found.push(...page.between(from, to));
    }
    found.push(...this.page.between(from, to));
    return found;
  }
}
