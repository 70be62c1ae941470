import { day, type Minute } from "./clock";
import type { LanternName } from "./lantern";
import { line, type Pulse, parse } from "./pulse";

/**
 * A page of the ledger holds the pulses of one day.
 *
 * The ledger turns the page at midnight. A full page is laid on the shelf, and a page on the shelf is
 * never written again.
 */
export class Page {
  readonly number: number;
  private readonly pulses: Pulse[] = [];

  constructor(number: number) {
    this.number = number;
  }

  /** Writes a pulse to the page. A pulse of another day belongs on another page. */
  write(pulse: Pulse): void {
    if (day(pulse.minute) !== this.number) throw new Error("this pulse belongs on another page");
    this.pulses.push(pulse);
  }

  /** The last pulse of a lantern on this page, if the page has one. */
  last(lantern: LanternName): Pulse | undefined {
    for (let index = this.pulses.length - 1; index >= 0; index--) {
      const pulse = this.pulses[index];
      if (pulse !== undefined && pulse.lantern === lantern) return pulse;
    }
    return undefined;
  }

  /** All pulses between two minutes, in the order in which the keepers sent them. */
  between(from: Minute, to: Minute): Pulse[] {
    return this.pulses.filter((pulse) => pulse.minute >= from && pulse.minute < to);
  }

  /** The page as text, one pulse a line, as it is laid on the shelf. */
  text(): string {
    return this.pulses.map(line).join("\n");
  }

  /** Reads a page that was taken from the shelf. */
  static read(number: number, text: string): Page {
    const page = new Page(number);
    for (const row of text.split("\n")) {
      const pulse = parse(row);
      if (pulse !== undefined) page.write(pulse);
    }
    return page;
  }
}
