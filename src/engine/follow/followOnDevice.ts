import { Fault } from "../../core/errors";
import { inEnglish, sentence } from "../../core/sentence";
import type { TrainingTask } from "../../core/training/train";
import { reasonOf } from "../../node/webgpu";
import { forgetDevice, knownDevice, rememberDevice, rememberFailure } from "../device/knownDevices";
import { onDevice, trialOf } from "../device/onDevice";
import { followRun } from "./followRun";
import type { RunOutcome } from "./outcome";
import type { RunControl, RunSetup } from "./setup";

export interface FollowedRun {
  readonly outcome: RunOutcome;
  /** On the device that it ended on. */
  readonly task: TrainingTask;
}

/**
 * Follows a run; where its GPU fails, it goes on on the processor from the last checkpoint, with a warning. It is noted that a GPU
 * failed, or ended the process; that it failed before is forgotten when it works.
 * @param speedsFolder where it is remembered which device was the faster one
 */
export async function followOnDevice(
  setup: RunSetup,
  control: RunControl,
  speedsFolder: string,
): Promise<FollowedRun> {
  if (setup.task.backend.device === "cpu")
    return { outcome: await followRun(setup, control), task: setup.task };
  const trial = trialOf(setup.task);
  const known = await knownDevice(speedsFolder, trial);
  const isFaster = known?.device === "webgpu";
  const noteFailure = () => rememberFailure(speedsFolder, trial).catch(() => {});
  const noteFaster = () => rememberDevice(speedsFolder, trial, "webgpu").catch(() => {});
  if (isFaster) await noteFailure(); // as long as nobody knows whether the process survives
  const result = await follow(setup, control).finally(() => (isFaster ? noteFaster() : undefined));
  if (result instanceof Fault) {
    await noteFailure();
    return followOnProcessor(setup, control, result);
  }
  if (known?.retry !== undefined && result.steps > 0) await forgetDevice(speedsFolder, trial).catch(() => {});
  return { outcome: result, task: setup.task };
}

async function followOnProcessor(setup: RunSetup, control: RunControl, fault: Fault): Promise<FollowedRun> {
  const fallback = sentence`The GPU failed, so training goes on on the processor, from the last checkpoint or else the beginning: ${reasonOf(fault)}.`;
  control.warn(inEnglish(fallback));
  const task = onDevice(setup.task, "cpu");
  const settings = { ...setup.report.settings, device: "cpu" } as const;
  const again = { ...setup, task, resume: true, report: { ...setup.report, settings, fallback } };
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
