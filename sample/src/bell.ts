import { clockface, type Minute } from "./clock";
import type { LanternName } from "./lantern";

/** The bell rings again after this many minutes when nobody has answered the bell. */
export const AGAIN = 60;

/** One ring of the bell: which lantern was dark, and when the keeper rang. */
export interface Ring {
  readonly lantern: LanternName;
  readonly minute: Minute;
  /** The first name of the person who answered the bell. */
  answer?: string;
}

/** Says a sentence aloud in the town: in the harbour office, at the pier, on the phones. */
export type Voice = (sentence: string) => void;

/**
 * The bell of the town. A keeper rings the bell when its lantern is dark, and nobody else rings it.
 *
 * Somebody must answer the bell. A bell that was rung for nothing is called a gull; gulls are counted,
 * because a town that hears too many gulls no longer runs when the bell rings.
 */
export class Bell {
  private readonly rings: Ring[] = [];
  private readonly voice: Voice;
  private gulls = 0;

  constructor(voice: Voice) {
    this.voice = voice;
  }

  /** Rings the bell for a dark lantern. */
  ring(lantern: LanternName, minute: Minute): void {
    this.rings.push({ lantern, minute });
    this.voice(`${clockface(minute)}: the ${lantern} lantern is dark`);
  }

  /** Rings the bell again for every dark lantern whose bell nobody has answered for an hour. */
  repeat(now: Minute): void {
    for (const ring of this.rings) {
      const waited = now - ring.minute;
      if (ring.answer !== undefined || waited === 0 || waited % AGAIN !== 0) continue;
      this.voice(`${clockface(now)}: the ${ring.lantern} lantern is still dark, please answer the bell`);
    }
  }

  /** Somebody answers the bell and walks to the dark lantern. */
  answer(lantern: LanternName, name: string): boolean {
    const ring = this.rings.find((one) => one.lantern === lantern && one.answer === undefined);
    if (ring === undefined) return false;
    ring.answer = name;
    return true;
  }

  /** The lantern is lit again, so the bell may rest. A bell that nobody had to answer was a gull. */
  rest(lantern: LanternName): void {
    const index = this.rings.findIndex((ring) => ring.lantern === lantern);
    const [ring] = index < 0 ? [] : this.rings.splice(index, 1);
    if (ring === undefined) return;
    if (ring.answer === undefined) this.gulls += 1;
    this.voice(`the ${lantern} lantern is lit again, the bell may rest`);
  }

  /** How many times the bell was rung for nothing. */
  count(): number {
    return this.gulls;
  }
}
