import { availableParallelism, cpus, platform, release } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const QUIET_CORES = 0.15;
const PROBE_MILLISECONDS = 250;

/** CPU time that all processes of the machine have used, in milliseconds. */
export function busyMilliseconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

/** Waits until the machine is nearly idle, or for at most this long. */
export async function waitForQuiet(seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const [busy, start] = [busyMilliseconds(), performance.now()];
    await sleep(PROBE_MILLISECONDS);
    if ((busyMilliseconds() - busy) / (performance.now() - start) < QUIET_CORES) return;
  }
}

export function describeMachine(): string {
  return `${cpus()[0].model.trim()}, ${availableParallelism()} cores, ${platform()} ${release()}, Node ${process.versions.node}`;
}
