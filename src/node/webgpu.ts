import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import type { Backend, Placed, Session } from "../core/backend";
import { Fault } from "../core/errors";
import { encodeModel, Graph, identity, nodesOf } from "../core/graph";
import { sentence } from "../core/sentence";
import type { Tensor } from "../core/tensor";
import {
  cpuOptions,
  createSession,
  loadLibrary,
  mapValues,
  type OnnxRuntimeOptions,
  threadsOf,
} from "./onnxRuntime";

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
  const carriers = new Map<string, Promise<InferenceSession>>();
  const carrierOf = (tensors: Readonly<Record<string, Tensor>>) => {
    const key = JSON.stringify(mapValues(tensors, ({ shape }) => shape));
    const carrier = carriers.get(key) ?? createCarrier(tensors, options);
    carriers.set(key, carrier);
    return carrier;
  };
  return {
    device: "webgpu",
    threads: threadsOf(options),
    compile: async (model) =>
      guarded(await failing(() => createSession(model, sessionOptions(model, options)))),
    place: (tensors) => failing(async () => place(await carrierOf(tensors), tensors)),
  };
}

/** WGSL asks of sines and cosines no more than an error of 2^-11, so that they are left to the processor. */
const TOO_IMPRECISE = ["Sin", "Cos"] as const;

function sessionOptions(model: Uint8Array, options: OnnxRuntimeOptions): InferenceSession.SessionOptions {
  const forceCpuNodeNames = nodesOf(model, TOO_IMPRECISE);
  const webgpu = {
    name: "webgpu",
    // Else a run that finds no memory ends well, with numbers that nobody computed.
    validationMode: "basic",
    ...(forceCpuNodeNames.length > 0 && { forceCpuNodeNames }),
  } as const;
  return { ...cpuOptions(options), executionProviders: [webgpu, "cpu"] };
}

/** A session whose outputs are its inputs, but on the GPU: the one way to put a tensor there. */
function createCarrier(
  tensors: Readonly<Record<string, Tensor>>,
  options: OnnxRuntimeOptions,
): Promise<InferenceSession> {
  const graph = new Graph();
  const inputs = Object.entries(tensors).map(([name, { shape }]) => graph.input(name, "float32", shape));
  const outputs = inputs.map((input) => [outputOf(input.name), identity(input)]);
  const model = encodeModel(Object.fromEntries(outputs), "carrier");
  return loadLibrary().InferenceSession.create(model, {
    ...sessionOptions(model, options),
    preferredOutputLocation: "gpu-buffer",
  });
}

const outputOf = (name: string): string => `placed.${name}`;

async function place(carrier: InferenceSession, tensors: Readonly<Record<string, Tensor>>): Promise<Placed> {
  const { Tensor } = loadLibrary();
  const outputs = await carrier.run(
    mapValues(tensors, ({ data, shape }) => new Tensor("float32", data, shape)),
  );
  const names = Object.keys(tensors);
  return {
    feeds: Object.fromEntries(names.map((name) => [name, { placed: outputs[outputOf(name)] }])),
    release() {
      for (const name of names) (outputs[outputOf(name)] as OrtTensor).dispose();
    },
  };
}

function guarded(session: Session): Session {
  return {
    run: (feeds, into) => failing(() => session.run(feeds, into)),
    release: () => session.release().catch(() => {}), // a GPU that is lost has let go of everything
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
