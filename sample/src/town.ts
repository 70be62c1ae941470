import { Bell, type Voice } from "./bell";
import { Berth } from "./berth";
import type { Chart } from "./chart";
import type { Clock } from "./clock";
import { Guest } from "./guest";
import { type Keeper, keepers } from "./keeper";
import type { Lantern } from "./lantern";
import { Ledger } from "./ledger";
import { Pilot } from "./pilot";
import { SmallShelf } from "./shelf";

/** How often the pilot reads the ledger, in minutes. */
export const ROUND = 5;

/**
 * The whole town in one object: a chart is opened, every lantern gets a keeper, the ledger gets a
 * shelf, and the pilot gets the berths.
 */
export class Town {
  readonly chart: Chart;
  readonly ledger: Ledger;
  readonly bell: Bell;
  readonly pilot: Pilot;
  readonly berths: readonly Berth[];
  private readonly clock: Clock;
  private readonly watch: readonly Keeper[];

  constructor(chart: Chart, lanterns: readonly Lantern[], clock: Clock, voice: Voice) {
    this.chart = chart;
    this.clock = clock;
    this.bell = new Bell(voice);
    this.ledger = new Ledger(clock, new SmallShelf(chart.shelf));
    this.berths = chart.berths.map((berth) => new Berth(berth.number, berth.lantern));
    const lit = lanterns.filter((lantern) => chart.lanterns.includes(lantern.name));
    this.watch = keepers(lit, { clock, ledger: this.ledger, bell: this.bell, missed: chart.missed });
    this.pilot = new Pilot(this.ledger, this.berths, clock, chart.missed);
  }

  /** One minute of the town: each keeper looks at its lantern, and then the pilot makes its round. */
  minute(): void {
    for (const keeper of this.watch) keeper.look();
    this.bell.repeat(this.clock.now());
    if (this.clock.now() % ROUND === 0) this.pilot.round();
  }

  /** Lets a guest in whom the chart names. The guest may read the ledger and nothing more. */
  guest(name: string): Guest {
    if (!this.chart.guests.includes(name)) throw new Error(`the chart names no guest ${name}`);
    return new Guest(name, this.ledger);
  }

  /** The keeper of a lantern, or nothing when the chart does not name the lantern. */
  keeper(name: string): Keeper | undefined {
    return this.watch.find((keeper) => keeper.lantern.name === name);
  }
}
