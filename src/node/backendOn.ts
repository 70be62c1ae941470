import type { Backend } from "../core/backend";
import type { Device } from "../core/graph";
import { type OnnxRuntimeOptions, onnxRuntimeBackend } from "./onnxRuntime";
import { webGpuBackend } from "./webgpu";

export function backendOn(device: Device, options: OnnxRuntimeOptions = {}): Backend {
  return device === "webgpu" ? webGpuBackend(options) : onnxRuntimeBackend(options);
}
