import type { Backend } from "../core/backend";
import type { Device } from "../core/graph";
import { type OnnxRuntimeOptions, onnxRuntimeBackend } from "./onnxRuntime";
import { webGpuBackend } from "./webgpu";

/** ONNX Runtime on a device. `compile` throws a Fault `io` without the library, and `device` where a GPU cannot be used. */
export function backendOn(device: Device, options: OnnxRuntimeOptions = {}): Backend {
  return device === "webgpu" ? webGpuBackend(options) : onnxRuntimeBackend(options);
}
