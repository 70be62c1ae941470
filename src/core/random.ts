/** A seeded source of random numbers whose whole state can be saved. */
export interface Random {
  /** Uniform in [0, 2^32). */
  nextUint32(): number;
  /** Uniform in [0, 1). */
  nextFloat(): number;
  /** Uniform in [0, limit), for a limit up to 2^32. */
  nextBelow(limit: number): number;
  /** Standard normal. */
  nextNormal(): number;
  /** Four 32-bit words. */
  readonly state: Uint32Array;
}

/** Spreads a seed over independent 32-bit words (Steele, Lea, Flood 2014: SplitMix, its 32-bit finaliser). */
export function seedWords(seed: number, count: number): Uint32Array {
  let state = (seed >>> 0) ^ (Math.floor(seed / 2 ** 32) >>> 0);
  return Uint32Array.from({ length: count }, () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  });
}

/** A generator that depends on a seed and on what it is for, so that two uses never share a stream. */
export function randomFor(seed: number, ...purpose: readonly number[]): Random {
  return createRandom(
    purpose.reduce((mixed, part) => seedWords(mixed ^ Math.imul(part + 1, 0x9e3779b1), 1)[0], seed),
  );
}

/** xoshiro128** (Blackman, Vigna 2018). */
export function createRandom(seedOrState: number | Uint32Array): Random {
  const state = typeof seedOrState === "number" ? seedWords(seedOrState, 4) : seedOrState.slice();
  const nextUint32 = () => {
    const scrambled = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return scrambled;
  };
  const nextFloat = () => nextUint32() / 2 ** 32;
  return {
    state,
    nextUint32,
    nextFloat,
    nextBelow: (limit) => Math.floor(nextFloat() * limit),
    nextNormal: () => Math.sqrt(-2 * Math.log(1 - nextFloat())) * Math.cos(2 * Math.PI * nextFloat()),
  };
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** Shuffles in place (Fisher, Yates). */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.nextBelow(last + 1);
    [items[last], items[other]] = [items[other], items[last]];
  }
  return items;
}
