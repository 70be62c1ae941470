import { Fault } from "../../core/errors";
import type { TrainingTask } from "../../core/training/train";
import { reasonOf } from "../../node/webgpu";
import { onDevice } from "../device/onDevice";
import { followRun } from "./followRun";
import type { RunOutcome } from "./outcome";
import type { RunControl, RunSetup } from "./setup";

export interface FollowedRun {
  readonly outcome: RunOutcome;
  /** On the device that it ended on. */
  readonly task: TrainingTask;
}

/** Follows a run; where its GPU fails, it goes on on the processor from the last checkpoint, with a warning. */
export async function followOnDevice(setup: RunSetup, control: RunControl): Promise<FollowedRun> {
  const result = await follow(setup, control);
  if (!(result instanceof Fault)) return { outcome: result, task: setup.task };
  const reason = reasonOf(result.cause ?? result);
  control.warn(`The GPU failed, so training goes on on the processor, from the last checkpoint: ${reason}.`);
  const task = onDevice(setup.task, "cpu");
  const settings = { ...setup.report.settings, device: "cpu" } as const;
  const again = { ...setup, task, resume: true, report: { ...setup.report, settings } };
  return { outcome: await followRun(again, control), task };
}

/** The outcome, or what is wrong with the GPU. */
async function follow(setup: RunSetup, control: RunControl): Promise<RunOutcome | Fault> {
  try {
    const outcome = await followRun(setup, control);
    return isOfDevice(outcome.failure) ? outcome.failure : outcome;
  } catch (error) {
    if (isOfDevice(error)) return error;
    throw error;
  }
}

function isOfDevice(failure: unknown): failure is Fault {
  return failure instanceof Fault && failure.kind === "device";
}
