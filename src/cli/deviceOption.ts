import type { Backend } from "../core/backend";
import { inEnglish } from "../core/sentence";
import { usableDevice } from "../engine/device/chooseDevice";
import { backendOn } from "../node/backendOn";
import type { OnnxRuntimeOptions } from "../node/onnxRuntime";
import { type Io, printLine } from "./command";
import type { OptionValues } from "./options";

/** For commands that ask a model. */
export const DEVICE_OPTION = {
  device: {
    kind: "choice",
    choices: ["cpu", "webgpu"],
    default: "cpu",
    help: "what computes: the processor, or a GPU by way of WebGPU",
  },
} as const;

/** ONNX Runtime on the device that is asked for; on the processor, with a warning, where there is no GPU. */
export async function chosenBackend(
  { device }: OptionValues<typeof DEVICE_OPTION>,
  { signal, stderr }: Io,
  options: OnnxRuntimeOptions = {},
): Promise<Backend> {
  if (device === "cpu") return backendOn(device, options);
  const usable = await usableDevice(signal);
  if (usable.fallback) printLine(stderr, inEnglish(usable.fallback));
  return backendOn(usable.device, options);
}
