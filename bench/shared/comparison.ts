import { availableParallelism } from "node:os";
import { runMain } from "./main";
import { MODEL_NAMES } from "./models";
import { type Comparison, interleave, type RoundOptions } from "./rounds";
import { startWorker, type WorkerCommand } from "./worker";

/** Options of a bench whose sides run in turn. */
export const ROUND_OPTIONS = {
  rounds: { kind: "integer", default: 7, min: 1, max: 1000, help: "turns of each side" },
  wait: {
    kind: "number",
    default: 5,
    min: 0,
    max: 600,
    help: "seconds to wait for a quiet machine, at most",
  },
  threads: { kind: "integer", default: availableParallelism(), min: 1, max: 1024, help: "of each side" },
} as const;

/** The models of a list of names, in their usual order. Throws where none is known. */
export function timedModels(wanted: readonly string[]): (typeof MODEL_NAMES)[number][] {
  const models = MODEL_NAMES.filter((name) => wanted.includes(name));
  if (models.length === 0) throw new Error(`--model is one of ${MODEL_NAMES.join(", ")}.`);
  return models;
}

/** Runs sides in turn, each in a process of its own, and ends them. */
export async function compareSides(
  sides: readonly WorkerCommand[],
  options: RoundOptions,
): Promise<Comparison> {
  const workers = await Promise.all(sides.map(startWorker));
  try {
    return await interleave(workers, options);
  } finally {
    for (const worker of workers) worker.end();
  }
}

/** Our side: the script itself, in a process that serves. */
export function ourSide(script: string, options: object): WorkerCommand {
  return { name: "ours", command: process.execPath, args: [script, "--serve", JSON.stringify(options)] };
}

/** Serves as `ourSide` asks, or compares as a person asks; a failure is told in one sentence. */
export function runBench<T>(
  serveSide: (options: T) => Promise<void>,
  drive: (argv: readonly string[]) => Promise<void>,
): void {
  runMain((argv) => (argv[0] === "--serve" ? serveSide(JSON.parse(argv[1])) : drive(argv)));
}
