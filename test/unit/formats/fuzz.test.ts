import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzzedReaders, readBroken } from "../../support/fuzzReaders";

/** `npm run bench -- fuzz` reads a million. */
const RUNS = 1500;

test.each(fuzzedReaders().map((reader) => [reader.name, reader] as const))(
  "a broken %s is read or refused with a fault, without a crash or a hang",
  async (_name, reader) => {
    let read = 0;
    const property = fc.asyncProperty(reader.files, async (file) => {
      read++;
      await readBroken(reader, file);
    });
    await fc.assert(property, { numRuns: RUNS, seed: 11 });
    expect(read).toBe(RUNS);
  },
  30_000,
);

/** So large that a multiple of the file's size is more than what a reader takes for whatever file. */
const LARGE = { words: 30_000, rows: 2 ** 18 };

test.each(fuzzedReaders(LARGE).map((reader) => [reader.name, reader] as const))(
  "a large broken %s takes no more memory than a multiple of its size",
  async (_name, reader) => {
    for (const file of fc.sample(reader.files, { numRuns: 20, seed: 12 })) await readBroken(reader, file);
  },
  60_000,
);
