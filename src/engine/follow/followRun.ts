import { train } from "../../core/training/train";
import type { RunOutcome } from "./outcome";
import { Run } from "./run";
import type { RunControl, RunSetup } from "./setup";

/** Milliseconds between two readings of the clock. */
const LOOK_INTERVAL = 1_000;

/**
 * Trains with checkpoints, stops when nothing is gained any more, and keeps the model that is best on held-out text.
 * A process that is killed at any moment leaves a folder from which a later call reaches the same result.
 */
export async function followRun(setup: RunSetup, control: RunControl): Promise<RunOutcome> {
  const run = new Run(setup, control);
  const looks = setInterval(() => run.clock.look(), LOOK_INTERVAL);
  looks.unref();
  try {
    return await follow(run);
  } finally {
    clearInterval(looks);
  }
}

async function follow(run: Run): Promise<RunOutcome> {
  const { stop, suspend } = run.control;
  await run.begin();
  try {
    try {
      await followEvents(run, AbortSignal.any([stop, suspend]));
    } catch (error) {
      if (!stop.aborted || suspend.aborted || error !== stop.reason || !run.hasSteps) throw error;
      return await run.finish("stopped");
    }
    return await run.finish("finished");
  } catch (error) {
    if (suspend.aborted && error === suspend.reason) return run.suspend();
    if (stop.aborted && error === stop.reason) throw error;
    return run.fail(error);
  }
}

async function followEvents(run: Run, signal: AbortSignal): Promise<void> {
  if (run.isExhausted) return;
  const { setup, control } = run;
  for await (const event of train(setup.task, signal, run.from)) {
    await run.note(event);
    control.onEvent?.(event, run.pace);
    if (run.isExhausted) return;
    run.clock.pause();
    await control.gate?.pass(signal);
    run.clock.resume();
  }
}
