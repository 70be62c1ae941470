import type { LanternName } from "./lantern";
import { Rope } from "./rope";

/** The boats of the town, by the names that are painted on them. */
export type Boat = "heron" | "otter" | "robin" | "clover" | "marble" | "swift";

/**
 * A berth is a place where one boat lies. Each berth lies under one lantern, and when that lantern is
 * dark, the pilot moves the boat to a berth under a lit lantern. Each berth has one rope.
 */
export class Berth {
  readonly number: number;
  readonly lantern: LanternName;
  readonly rope = new Rope();
  private lying: Boat | undefined;

  constructor(number: number, lantern: LanternName) {
    this.number = number;
    this.lantern = lantern;
  }

  /** The boat that lies at this berth. */
  boat(): Boat | undefined {
    return this.lying;
  }

  /** Whether the berth is free: no boat lies at it and nobody holds the rope. */
  free(): boolean {
    return this.lying === undefined && this.rope.holder() === undefined;
  }

  /** A boat comes to lie at the berth. */
  moor(boat: Boat): void {
    if (this.lying !== undefined) throw new Error(`the ${this.lying} already lies at berth ${this.number}`);
    this.lying = boat;
  }

  /** The boat leaves the berth. */
  clear(): Boat | undefined {
    const boat = this.lying;
    this.lying = undefined;
    return boat;
  }
}

/** Finds the berth at which a boat lies. */
export function find(berths: readonly Berth[], boat: Boat): Berth | undefined {
  return berths.find((berth) => berth.boat() === boat);
}
