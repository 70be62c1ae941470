import type { DeviceSetting } from "../../protocol/training";
import { readRecord } from "../runs/unfinished";

export interface DeviceOfRun {
  /** Undefined for the processor, or what a run that is resumed was trained on. */
  readonly device: DeviceSetting | undefined;
  readonly folder: string;
  readonly resume: boolean;
}

/** What a run asks for: one that is resumed stays on its device where that is left open, but "auto" never insists on a GPU. */
export async function askedDevice({ device, folder, resume }: DeviceOfRun): Promise<DeviceSetting> {
  if (device === "cpu" || device === "webgpu") return device;
  const record = resume ? await readRecord(folder) : undefined;
  const before = record && (record.report.settings.device ?? "cpu"); // before devices were noted, there was no other
  if (device === "auto") return before === "cpu" ? "cpu" : "auto";
  return before ?? "cpu";
}
