import { createInterface } from "node:readline";

/** What a worker answers to "run N": the same from TypeScript and from Python. */
export interface RunReport {
  /** Wall time of each repetition. */
  readonly milliseconds: readonly number[];
  /** User and system time of the process per repetition. */
  readonly cpuMilliseconds: number;
  /** The process's largest resident set so far. */
  readonly peakMegabytes: number;
}

/**
 * Serves a driver on standard input and output, a line of JSON at a time: says that it is ready, then repeats
 * `measured` as often as each line "run N" asks, until the input ends. `prepare` is not timed.
 */
export async function serve<T>(prepare: () => T, measured: (prepared: T) => Promise<unknown>): Promise<void> {
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const count = Number(line.split(" ")[1]);
    process.stdout.write(`${JSON.stringify(await repeat(count, prepare, measured))}\n`);
  }
}

async function repeat<T>(
  count: number,
  prepare: () => T,
  measured: (prepared: T) => Promise<unknown>,
): Promise<RunReport> {
  const milliseconds: number[] = [];
  let cpu = 0;
  for (let run = 0; run < count; run++) {
    const prepared = prepare();
    const before = process.cpuUsage();
    const start = performance.now();
    await measured(prepared);
    milliseconds.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    cpu += (user + system) / 1000;
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  return { milliseconds, cpuMilliseconds: cpu / count, peakMegabytes };
}
