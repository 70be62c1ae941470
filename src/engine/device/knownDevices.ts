import { hostname, platform, release } from "node:os";
import * as v from "valibot";
import type { Device } from "../../core/graph";
import { parametersOf } from "../../core/models/families";
import { elementCount } from "../../core/tensor";
import { forget, type NotedList, note, readNoted } from "../../node/notedList";
import { loadLibrary } from "../../node/onnxRuntime";
import type { TrialParams } from "../../protocol/device";

/** Which device is the faster one for a model on a machine; a GPU that failed is not. */
const KNOWN = v.object({
  machine: v.string(),
  threads: v.number(),
  hiddenSize: v.number(),
  parameters: v.number(),
  device: v.picklist(["cpu", "webgpu"] satisfies Device[]),
  /** When the GPU failed, or was used last in a process that ended then; and with which software, drivers being part of some systems. */
  failed: v.optional(v.object({ at: v.number(), software: v.string() })),
});

type Known = v.InferOutput<typeof KNOWN>;
type Kind = Omit<Known, "device" | "failed">;

const KNOWN_DEVICES: NotedList<Known, Kind> = {
  file: "devices.json",
  entry: KNOWN,
  isLike: (known, kind) => KINDS.every((name) => known[name] === kind[name]),
};
const KINDS = ["machine", "threads", "hiddenSize", "parameters"] as const satisfies (keyof Kind)[];

export interface KnownDevice {
  readonly device: Device;
  /** Where the GPU failed: the day from which on it is tried again, as `2026-01-31`. */
  readonly retry?: string;
}

/** Milliseconds after which a GPU that failed is tried again. */
const WEEK = 7 * 24 * 3_600_000;

/**
 * What an earlier trial of such a model on this machine found; undefined where there was none, or where a GPU that failed is to be
 * tried again: after a week, or with another ONNX Runtime or system.
 */
export async function knownDevice(folder: string, params: TrialParams): Promise<KnownDevice | undefined> {
  const kind = kindOf(params);
  const known = (await readNoted(folder, KNOWN_DEVICES)).find((each) => KNOWN_DEVICES.isLike(each, kind));
  if (known?.failed === undefined) return known && { device: known.device };
  const { at, software } = known.failed;
  const age = Date.now() - at;
  if (age < 0 || age >= WEEK || software !== softwareHere()) return undefined;
  return { device: known.device, retry: new Date(at + WEEK).toISOString().slice(0, "2026-01-31".length) };
}

/** Notes which device is the faster one for such a model on this machine. Throws what the file system throws. */
export async function rememberDevice(folder: string, params: TrialParams, device: Device): Promise<void> {
  await note(folder, KNOWN_DEVICES, { ...kindOf(params), device });
}

/** Notes that the GPU failed with such a model on this machine. Throws what the file system throws. */
export async function rememberFailure(folder: string, params: TrialParams): Promise<void> {
  const failed = { at: Date.now(), software: softwareHere() };
  await note(folder, KNOWN_DEVICES, { ...kindOf(params), device: "cpu", failed });
}

/** Forgets what is known of such a model on this machine. Throws what the file system throws. */
export async function forgetDevice(folder: string, params: TrialParams): Promise<void> {
  await forget(folder, KNOWN_DEVICES, kindOf(params));
}

function softwareHere(): string {
  return `ONNX Runtime ${loadLibrary().env.versions.node}, ${platform()} ${release()}`;
}

function kindOf({ config, threads }: TrialParams): Kind {
  const parameters = parametersOf(config).reduce((sum, { shape }) => sum + elementCount(shape), 0);
  return { machine: hostname(), threads, hiddenSize: config.hiddenSize, parameters };
}
