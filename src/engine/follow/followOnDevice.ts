import { Fault } from "../../core/errors";
import type { Device } from "../../core/graph";
import type { TrainingTask } from "../../core/training/train";
import { reasonOf } from "../../node/webgpu";
import { knownDevice, rememberDevice } from "../device/knownDevices";
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
 * Follows a run; where its GPU fails, it goes on on the processor from the last checkpoint, with a warning. A GPU that
 * failed, or ended the process, is noted as the slower device.
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
  const note = (device: Device) => rememberDevice(speedsFolder, trial, device).catch(() => {});
  const isFaster = (await knownDevice(speedsFolder, trial)) === "webgpu";
  if (isFaster) await note("cpu"); // as long as nobody knows whether the process survives
  const result = await follow(setup, control).finally(() => (isFaster ? note("webgpu") : undefined));
  if (!(result instanceof Fault)) return { outcome: result, task: setup.task };
  await note("cpu");
  return followOnProcessor(setup, control, result);
}

async function followOnProcessor(setup: RunSetup, control: RunControl, fault: Fault): Promise<FollowedRun> {
  const sentence =
    "The GPU failed, so training goes on on the processor, from the last checkpoint or else the beginning";
  control.warn(`${sentence}: ${reasonOf(fault)}.`);
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
