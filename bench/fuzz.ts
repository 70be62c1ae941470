import fc from "fast-check";
import { describeOptions, parseOptions } from "../src/cli/options";
import { fuzzedReaders, readBroken } from "../test/support/fuzzReaders";
import { runMain } from "./shared/main";

const OPTIONS = {
  runs: { kind: "integer", default: 1_000_000, min: 1, max: 1e9, help: "broken files in all" },
  seed: { kind: "integer", default: 1, min: 0, max: 2 ** 31, help: "of the files" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- fuzz [OPTIONS]

Has every reader of model files read broken ones: none may crash, hang, or take memory beyond its limit.

${describeOptions(OPTIONS)}`;

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const readers = fuzzedReaders();
  const numRuns = Math.ceil(values.runs / readers.length);
  for (const reader of readers) {
    const began = performance.now();
    const property = fc.asyncProperty(reader.files, (file) => readBroken(reader, file));
    await fc.assert(property, { numRuns, seed: values.seed });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const megabytes = (process.resourceUsage().maxRSS / 1024).toFixed(0);
    console.log(
      `${reader.name}: ${numRuns} broken files in ${seconds} s, no crash, no hang, no memory beyond the limit; peak ${megabytes} MB`,
    );
  }
}

runMain(main);
