import { type Berth, type Boat, find } from "./berth";
import type { Clock } from "./clock";
import { high, type Reading } from "./drift";
import { type LanternName, MISSED, state } from "./lantern";
import type { Reader } from "./ledger";

/** From this number on, a berth is an upper berth, where a high drift does no harm. */
export const UPPER = 5;

/** One move of a boat from berth to berth, as the pilot writes it on the board. */
export interface Move {
  readonly boat: Boat;
  readonly from: number;
  readonly to: number;
}

/**
 * The pilot reads the ledger and moves the boats.
 *
 * Every five minutes the pilot reads the ledger. When a lantern is dark, the pilot moves each boat that
 * lies under it to a free berth under a lit lantern. Before it moves a boat, the pilot takes the rope of
 * both berths; while the boat moves, the pilot holds the rope; afterwards the pilot drops the rope.
 * The pilot never writes to the ledger and never rings the bell.
 */
export class Pilot {
  private readonly ledger: Reader;
  private readonly berths: readonly Berth[];
  private readonly clock: Clock;
  private readonly missed: number;

  constructor(ledger: Reader, berths: readonly Berth[], clock: Clock, missed: number = MISSED) {
    this.ledger = ledger;
    this.berths = berths;
    this.clock = clock;
    this.missed = missed;
  }

  /** Reads the ledger once and moves the boats that lie under a dark lantern. */
  round(): Move[] {
    const moves: Move[] = [];
    for (const berth of this.berths) {
      const boat = berth.boat();
      if (boat === undefined || !this.dark(berth.lantern)) continue;
      const move = this.move(boat);
      if (move !== undefined) moves.push(move);
    }
    return moves;
  }

  /** When the drift is high, the pilot moves the boats from the lower berths to the upper berths. */
  lift(reading: Reading, limit?: number): Move[] {
    if (!high(reading, limit)) return [];
    const moves: Move[] = [];
    for (const berth of this.berths) {
      const boat = berth.boat();
      if (boat === undefined || berth.number >= UPPER) continue;
      const move = this.move(boat, UPPER);
      if (move !== undefined) moves.push(move);
    }
    return moves;
  }

  /** Moves a boat to the first free berth under a lit lantern. Without a free berth the boat stays. */
  move(boat: Boat, lowest = 1): Move | undefined {
    const from = find(this.berths, boat);
    const to = this.berths.find((berth) => berth.free() && berth.number >= lowest && this.lit(berth.lantern));
    if (from === undefined || to === undefined) return undefined;
    return from.rope.hold("pilot", () =>
      to.rope.hold("pilot", () => {
        from.clear();
        to.moor(boat);
        return { boat, from: from.number, to: to.number };
      }),
    );
  }

  private dark(lantern: LanternName): boolean {
    return state(this.ledger.last(lantern), this.clock.now(), this.missed) === "dark";
  }

  private lit(lantern: LanternName): boolean {
    return state(this.ledger.last(lantern), this.clock.now(), this.missed) === "lit";
  }
}
