import type { InferenceSession } from "onnxruntime-node";
import type { Backend, Session } from "../core/backend";
import { Fault } from "../core/errors";
import { nodesOf } from "../core/graph";
import { sentence } from "../core/sentence";
import { GpuTensors } from "./gpuTensors";
import { cpuOptions, createSession, loadLibrary, type OnnxRuntimeOptions, threadsOf } from "./onnxRuntime";

/** Whether the library for this machine has the WebGPU provider inside; there may be no GPU all the same. */
export function hasWebGpu(): boolean {
  return loadLibrary()
    .listSupportedBackends()
    .some(({ name, bundled }) => name === "webgpu" && bundled);
}

/**
 * ONNX Runtime on a GPU, by way of WebGPU: Direct3D 12 on Windows, Metal on macOS, Vulkan on Linux. What it lacks, all of it
 * small, runs on the processor. A run blocks its thread. Whatever fails is a Fault `device`, but a driver may also end the process.
 */
export function webGpuBackend(options: OnnxRuntimeOptions = {}): Backend {
  const gpuTensors = new GpuTensors(sessionOptions(options));
  return {
    device: "webgpu",
    threads: threadsOf(options),
    compile: async (model) => {
      const session = await failing(() => createSession(model, sessionOptions(options, model)));
      return guarded(session, gpuTensors.use());
    },
    place: (tensors) => failing(() => gpuTensors.place(tensors)),
  };
}

/** WGSL asks of sines and cosines no more than an error of 2^-11, so that they are left to the processor. */
const TOO_IMPRECISE = ["Sin", "Cos"] as const;

function sessionOptions(options: OnnxRuntimeOptions, model?: Uint8Array): InferenceSession.SessionOptions {
  const forceCpuNodeNames = model ? nodesOf(model, TOO_IMPRECISE) : [];
  const webgpu = {
    name: "webgpu",
    // Else a run that finds no memory ends well, with numbers that nobody computed.
    validationMode: "basic",
    ...(forceCpuNodeNames.length > 0 && { forceCpuNodeNames }),
  } as const;
  return { ...cpuOptions(options), executionProviders: [webgpu, "cpu"] };
}

function guarded(session: Session, endUse: () => void): Session {
  return {
    run: (feeds, into) => failing(() => session.run(feeds, into)),
    async release() {
      await session.release().catch(() => {}); // a GPU that is lost has let go of everything
      endUse();
    },
  };
}

async function failing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault("device", sentence`The GPU failed, or has too little memory: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

/** The first line of what ONNX Runtime says, which may be a Fault's cause, without the place in its source. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Fault ? (error.cause ?? error) : error;
  const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  const said = line.split(" was false. ").at(-1) ?? line;
  return said.trim().replace(/[.,:]*$/, "");
}
