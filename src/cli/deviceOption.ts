import type { Backend } from "../core/backend";
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
  const warn = (sentence: string) => printLine(stderr, sentence);
  return backendOn(device === "cpu" ? device : await usableDevice({ signal, warn }), options);
}
