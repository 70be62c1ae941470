import { fuse } from "./fuse";
import type { Outputs } from "./rewrite";
import { withWebGpuOperators } from "./webgpu";

/** What runs a graph: the processor, whose numbers are the reference, or a GPU by way of WebGPU. */
export type Device = "cpu" | "webgpu";

/** Rebuilds the graph of `outputs` from operators that are fast on `device`; the results are the same up to fp32 rounding. */
export function lower<O extends Outputs>(outputs: O, device: Device): O {
  const fused = fuse(outputs);
  return device === "webgpu" ? withWebGpuOperators(fused) : fused;
}
