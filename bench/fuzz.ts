// Has every reader of model files read broken ones: a million in all unless --runs says otherwise.
import { parseArgs } from "node:util";
import fc from "fast-check";
import { fuzzedReaders, readBroken } from "../test/support/fuzzReaders";

async function main(): Promise<void> {
  const options = {
    runs: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
  } as const;
  const { values } = parseArgs({ options });
  const readers = fuzzedReaders();
  const numRuns = Math.ceil(Number(values.runs) / readers.length);
  for (const reader of readers) {
    const began = performance.now();
    const property = fc.asyncProperty(reader.files, (file) => readBroken(reader, file));
    await fc.assert(property, { numRuns, seed: Number(values.seed) });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const megabytes = (process.resourceUsage().maxRSS / 1024).toFixed(0);
    console.log(
      `${reader.name}: ${numRuns} broken files in ${seconds} s, no crash, no hang, no memory beyond the limit; peak ${megabytes} MB`,
    );
  }
}

void main();
