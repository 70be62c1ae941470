import type { Device } from "../../core/graph";
import { type Sentence, sentence } from "../../core/sentence";
import type { TrialParams } from "../../protocol/device";
import type { DeviceSetting } from "../../protocol/training";
import { type Devices, devicesOf } from "./deviceProcess";
import { knownDevice, rememberDevice, rememberFailure } from "./knownDevices";

export interface DeviceQuestion {
  readonly asked: DeviceSetting;
  /** Where trials are remembered. */
  readonly folder: string;
  /** A step of the run. */
  readonly step: TrialParams;
}

export interface ChosenDevice {
  readonly device: Device;
  /** Why it is the processor in place of a GPU, for a person. */
  readonly fallback?: Sentence;
}

/**
 * The device to train on. "auto" tries both for a few steps, once for a model on a machine, and says nothing where there
 * is no GPU. Where a GPU was asked for, or fails, the processor takes its place. Throws the signal's reason when it aborts.
 */
export async function chooseDevice(
  { asked, folder, step }: DeviceQuestion,
  signal: AbortSignal,
  devices: Devices = devicesOf(),
): Promise<ChosenDevice> {
  if (asked === "cpu") return { device: "cpu" };
  if (asked === "webgpu") return usableDevice(signal, devices);
  const known = await knownDevice(folder, step);
  if (known?.device === "webgpu") return usableDevice(signal, devices);
  if (known)
    return { device: "cpu", ...(known.retry !== undefined && { fallback: failedBefore(known.retry) }) };
  return triedDevice({ folder, step }, signal, devices);
}

/** The GPU where one works, else the processor. Throws the signal's reason when it aborts. */
export async function usableDevice(
  signal: AbortSignal,
  devices: Devices = devicesOf(),
): Promise<ChosenDevice> {
  const { problem } = await devices.probe(signal);
  if (problem === undefined) return { device: "webgpu" };
  const fallback = sentence`No GPU can be used here, so the processor is used instead: ${problem}.`;
  return { device: "cpu", fallback };
}

/** What cannot be remembered is tried again by the next run. */
async function triedDevice(
  { folder, step }: Omit<DeviceQuestion, "asked">,
  signal: AbortSignal,
  devices: Devices,
): Promise<ChosenDevice> {
  const { times, failed = false, problem = "" } = await devices.trial(step, signal);
  if (times !== undefined) {
    const device = times.webgpu < times.cpu ? "webgpu" : "cpu";
    await rememberDevice(folder, step, device).catch(() => {});
    return { device };
  }
  if (!failed) return { device: "cpu" };
  await rememberFailure(folder, step).catch(() => {});
  const fallback = sentence`The GPU failed when it was tried, so the processor is used instead: ${problem}.`;
  return { device: "cpu", fallback };
}

function failedBefore(retry: string): Sentence {
  return sentence`Training such a model on the GPU failed or was cut off before, so the processor is used instead; the GPU is tried again from ${retry} on, or where "webgpu" is chosen.`;
}
