import type { Bell } from "./bell";
import type { Clock } from "./clock";
import { type Lantern, type LanternState, MISSED, state } from "./lantern";
import type { Ledger } from "./ledger";
import { first, next, type Pulse } from "./pulse";

/** What a keeper needs for its watch. */
export interface Watch {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly bell: Bell;
  /** How many pulses may be missing before the lantern is dark. It stands in the chart. */
  readonly missed?: number;
}

/**
 * A keeper watches one lantern and no other.
 *
 * Every minute the keeper looks at its lantern. When the lantern burns, the keeper sends a pulse and
 * writes the pulse to the ledger. When three pulses are missing, the lantern is dark and the keeper
 * rings the bell. It rings the bell once; the bell itself knows when to ring again.
 */
export class Keeper {
  readonly lantern: Lantern;
  private readonly watch: Watch;
  private pulse: Pulse | undefined;
  private rang = false;

  constructor(lantern: Lantern, watch: Watch) {
    this.lantern = lantern;
    this.watch = watch;
    this.pulse = watch.ledger.last(lantern.name);
  }

  /** One minute of the watch: send a pulse, or ring the bell, or wait. */
  look(): LanternState {
    if (this.lantern.burns()) this.send();
    const found = this.state();
    if (found === "dark") this.ring();
    else if (found === "lit") this.rest();
    return found;
  }

  /** Whether the lantern of this keeper is lit or dark. */
  state(): LanternState {
    const { clock, missed } = this.watch;
    return state(this.pulse, clock.now(), missed ?? MISSED);
  }

  /** Sends a pulse and writes the pulse to the ledger. */
  private send(): void {
    const { clock, ledger } = this.watch;
    const now = clock.now();
    if (this.pulse !== undefined && this.pulse.minute === now) return;
    const pulse = this.pulse === undefined ? first(this.lantern.name, now) : next(this.pulse, now);
    ledger.write(pulse);
    this.pulse = pulse;
  }

  /** Rings the bell for a dark lantern, but only once while it stays dark. */
  private ring(): void {
    if (this.rang) return;
    this.watch.bell.ring(this.lantern.name, this.watch.clock.now());
    this.rang = true;
  }

  /** The lantern is lit again, so the keeper lets the bell rest. */
  private rest(): void {
    if (!this.rang) return;
    this.watch.bell.rest(this.lantern.name);
    this.rang = false;
  }
}

/** Gives every lantern a keeper. All keepers write to the same ledger and ring the same bell. */
export function keepers(lanterns: readonly Lantern[], watch: Watch): Keeper[] {
  return lanterns.map((lantern) => new Keeper(lantern, watch));
}
