import { fork } from "node:child_process";
import { join } from "node:path";
import { sentence } from "../../core/sentence";
import { hasWebGpu } from "../../node/webgpu";
import type { DeviceSide, DeviceTrial, GpuProbe, TrialParams } from "../../protocol/device";
import { ipcTransport } from "../../protocol/ipc";
import { type Connection, connect } from "../../protocol/rpc";

/** What is asked about a GPU; each answer comes from a process that ends with it. */
export interface Devices {
  probe(signal: AbortSignal): Promise<GpuProbe>;
  trial(params: TrialParams, signal: AbortSignal): Promise<DeviceTrial>;
}

/** A driver may hang. Milliseconds. */
const PROBE_LIMIT = 20_000;
const TRIAL_LIMIT = 300_000;

/** @param script absolute path of the engine's, beside which this code is bundled */
export function devicesOf(script = join(__dirname, "engine.js")): Devices {
  const ask = async (signal: AbortSignal, limit: number, request: Request): Promise<DeviceTrial> =>
    hasWebGpu() ? askApart(script, signal, limit, request) : { problem: NO_PROVIDER };
  return {
    probe: (signal) => ask(signal, PROBE_LIMIT, (apart, until) => apart.request("probe", {}, until)),
    trial: (params, signal) =>
      ask(signal, TRIAL_LIMIT, (apart, until) => apart.request("trial", params, until)),
  };
}

const NO_PROVIDER = sentence`ONNX Runtime has no WebGPU for this platform`;

type Request = (process: Connection<DeviceSide>, signal: AbortSignal) => Promise<DeviceTrial>;

/** A process that dies or does not answer is a problem of the GPU. Throws the signal's reason when it aborts. */
async function askApart(
  script: string,
  signal: AbortSignal,
  limit: number,
  request: Request,
): Promise<DeviceTrial> {
  const child = fork(script, ["device"], { execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  const silence = AbortSignal.timeout(limit);
  try {
    const handlers = { requests: {}, notifications: {} };
    const apart = connect<{ requests: object; notifications: object }, DeviceSide>(
      ipcTransport(child),
      handlers,
    );
    child.once("error", () => apart.close("The process could not be started."));
    return await request(apart, AbortSignal.any([signal, silence]));
  } catch {
    signal.throwIfAborted();
    const problem = silence.aborted
      ? sentence`its driver did not answer`
      : sentence`its driver ended the process that tried it`;
    return { problem, failed: true };
  } finally {
    child.kill("SIGKILL");
  }
}
