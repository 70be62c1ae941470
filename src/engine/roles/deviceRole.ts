import { encodeModel, Graph, matMul } from "../../core/graph";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import { reasonOf, webGpuBackend } from "../../node/webgpu";
import type { DeviceSide, DeviceTrial, GpuProbe, TrialParams } from "../../protocol/device";
import { ipcTransport } from "../../protocol/ipc";
import { connect } from "../../protocol/rpc";
import { stepTime } from "../device/trial";

/** Serves the process that wants to know until it goes. */
export function runDevice(): void {
  connect<DeviceSide, { requests: object; notifications: object }>(ipcTransport(process), {
    requests: { probe, trial },
    notifications: {},
  });
  process.on("disconnect", () => process.exit());
}

function probe(): Promise<GpuProbe> {
  return orProblem(async () => {
    const graph = new Graph();
    const x = graph.input("x", "float32", [2, 2]);
    const session = await webGpuBackend().compile(encodeModel({ y: matMul(x, x) }));
    await session.run({ x: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } });
    return {};
  });
}

async function trial(params: TrialParams): Promise<DeviceTrial> {
  const { problem } = await probe();
  if (problem !== undefined) return { problem };
  const { threads } = params;
  const tried = await orProblem(async () => {
    const webgpu = await stepTime(webGpuBackend({ threads }), params);
    return { times: { webgpu, cpu: await stepTime(onnxRuntimeBackend({ threads }), params) } };
  });
  return { ...tried, failed: tried.problem !== undefined };
}

async function orProblem(work: () => Promise<DeviceTrial>): Promise<DeviceTrial> {
  try {
    return await work();
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}
