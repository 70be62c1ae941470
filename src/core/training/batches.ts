import { type Random, shuffle } from "../random";
import type { Sequences } from "./sequences";

/** Sequences are sorted by length inside pools of this many batches: little padding, and still a random order. */
const POOL_BATCHES = 50;

/** The indices of one epoch's batches in random order; sequences of a batch have similar lengths. */
export function shuffledBatches(sequences: Sequences, batchSize: number, random: Random): number[][] {
  const order = shuffle(
    Array.from({ length: sequences.count }, (_, index) => index),
    random,
  );
  const batches: number[][] = [];
  for (const pool of chunks(order, batchSize * POOL_BATCHES)) {
    pool.sort((a, b) => sequences.lengthOf(a) - sequences.lengthOf(b));
    batches.push(...chunks(pool, batchSize));
  }
  return shuffle(batches, random);
}

/** Consecutive runs of at most `size` items. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
