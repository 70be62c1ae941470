import { busyMilliseconds, waitForQuiet } from "./machine";
import type { Worker } from "./worker";

export interface RoundOptions {
  readonly rounds: number;
  /** Repetitions in one turn of a worker. */
  readonly repetitions: number;
  /** The longest wait for a quiet machine before each turn. */
  readonly waitSeconds: number;
}

/** What one worker did, one entry a round. */
export interface WorkerResult {
  readonly name: string;
  /** The median of the turn's repetitions. */
  readonly medians: readonly number[];
  /** Every repetition. */
  readonly milliseconds: readonly number[];
  readonly cpuMilliseconds: readonly number[];
  readonly peakMegabytes: number;
}

export interface Comparison {
  readonly results: readonly WorkerResult[];
  /** How many rounds ran while the rest of the machine was quiet. */
  readonly quietRounds: number;
  readonly rounds: number;
}

interface Turn {
  readonly milliseconds: readonly number[];
  readonly cpuMilliseconds: number;
  readonly peakMegabytes: number;
  /** Cores that other processes used meanwhile. */
  readonly othersCores: number;
}

const WARM_UP_REPETITIONS = 2;
const QUIET_OTHERS = 0.2;
const ENOUGH_QUIET_ROUNDS = 3;

/**
 * Runs workers in turn, round by round, so that their ratio holds where the machine's speed drifts. Rounds with
 * others busy are left out of the result as long as three quiet ones remain.
 */
export async function interleave(workers: readonly Worker[], options: RoundOptions): Promise<Comparison> {
  for (const worker of workers) await worker.run(WARM_UP_REPETITIONS);
  const rounds: Turn[][] = [];
  for (let round = 0; round < options.rounds; round++) {
    const turns: Turn[] = [];
    for (const worker of workers) turns.push(await takeTurn(worker, options));
    rounds.push(turns);
  }
  const quiet = rounds.filter((turns) => turns.every(({ othersCores }) => othersCores < QUIET_OTHERS));
  const kept = quiet.length >= ENOUGH_QUIET_ROUNDS ? quiet : rounds;
  return {
    quietRounds: quiet.length,
    rounds: rounds.length,
    results: workers.map(({ name }, index) =>
      resultOf(
        name,
        kept.map((turns) => turns[index]),
      ),
    ),
  };
}

async function takeTurn(worker: Worker, { repetitions, waitSeconds }: RoundOptions): Promise<Turn> {
  await waitForQuiet(waitSeconds);
  const [busy, start] = [busyMilliseconds(), performance.now()];
  const report = await worker.run(repetitions);
  const wall = performance.now() - start;
  const own = report.cpuMilliseconds * repetitions;
  return { ...report, othersCores: (busyMilliseconds() - busy - own) / wall };
}

function resultOf(name: string, turns: readonly Turn[]): WorkerResult {
  return {
    name,
    medians: turns.map(({ milliseconds }) => quantile(milliseconds, 0.5)),
    milliseconds: turns.flatMap(({ milliseconds }) => milliseconds),
    cpuMilliseconds: turns.map(({ cpuMilliseconds }) => cpuMilliseconds),
    peakMegabytes: Math.max(...turns.map(({ peakMegabytes }) => peakMegabytes)),
  };
}

/** The `share` quantile, between the nearest two where it falls between. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)] - below);
}

/** The median over rounds of how many times as long `other` took as `ours`. */
export function medianRatio(ours: WorkerResult, other: WorkerResult): number {
  return quantile(
    other.medians.map((time, round) => time / ours.medians[round]),
    0.5,
  );
}
