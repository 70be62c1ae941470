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
