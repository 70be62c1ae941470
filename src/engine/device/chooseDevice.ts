import type { Device } from "../../core/graph";
import type { TrialParams } from "../../protocol/device";
import type { DeviceSetting } from "../../protocol/training";
import { type Devices, devicesOf } from "./deviceProcess";
import { knownDevice, rememberDevice } from "./knownDevices";

export interface DeviceQuestion {
  readonly asked: DeviceSetting;
  /** Where trials are remembered. */
  readonly folder: string;
  /** A step of the run. */
  readonly step: TrialParams;
}

export interface DeviceControl {
  readonly signal: AbortSignal;
  warn(sentence: string): void;
}

/**
 * The device to train on. "auto" tries both for a few steps, once for a model on a machine, and says nothing where there
 * is no GPU; "webgpu" falls back to the processor with a warning. Throws the signal's reason when it aborts.
 */
export async function chooseDevice(
  { asked, folder, step }: DeviceQuestion,
  { signal, warn }: DeviceControl,
  devices: Devices = devicesOf(),
): Promise<Device> {
  if (asked === "cpu") return "cpu";
  if (asked === "webgpu") return usableDevice({ signal, warn }, devices);
  const known = await knownDevice(folder, step);
  if (known === "cpu") return "cpu";
  if (known === "webgpu") return (await devices.probe(signal)).problem === undefined ? "webgpu" : "cpu";
  const { times } = await devices.trial(step, signal);
  if (times === undefined) return "cpu";
  const fastest = times.webgpu < times.cpu ? "webgpu" : "cpu";
  await rememberDevice(folder, step, fastest).catch(() => {}); // the next run tries both again
  return fastest;
}

/** The GPU where one works, else the processor, with a warning. Throws the signal's reason when it aborts. */
export async function usableDevice(
  { signal, warn }: DeviceControl,
  devices: Devices = devicesOf(),
): Promise<Device> {
  const { problem } = await devices.probe(signal);
  if (problem === undefined) return "webgpu";
  warn(`No GPU can be used here, so the processor is used instead: ${problem}.`);
  return "cpu";
}
