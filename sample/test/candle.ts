import type { Lantern, LanternName } from "../src/lantern";

/**
 * A candle is a lantern for tests. Nobody tests with a real lantern: in a test we light a candle, give
 * the candle a keeper, and blow the candle out when the lantern should go dark.
 */
export class Candle implements Lantern {
  readonly name: LanternName;
  private flame = false;

  constructor(name: LanternName) {
    this.name = name;
  }

  /** Lights the candle. Its keeper will send a pulse at the next look. */
  light(): this {
    this.flame = true;
    return this;
  }

  /** Blows the candle out. After three missed pulses its keeper rings the bell. */
  blow(): this {
    this.flame = false;
    return this;
  }

  burns(): boolean {
    return this.flame;
  }
}

/** Lights a candle with a name. */
export function candle(name: LanternName): Candle {
  return new Candle(name).light();
}
