import "./disableTelemetry";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-node";
import {
  type Backend,
  type Feeds,
  IN_PLACE,
  type IndexTensor,
  type Int8Tensor,
  type Session,
} from "../core/backend";
import { Fault } from "../core/errors";
import { sentence } from "../core/sentence";
import type { Tensor } from "../core/tensor";

export interface OnnxRuntimeOptions {
  /** Threads for one operator; all cores when absent. */
  readonly threads?: number;
  /** Whether idle threads wait actively: faster for training, but it burns CPU after a run. */
  readonly spinning?: boolean;
  /** Where to write a profile (a prefix of the file's path). */
  readonly profile?: string;
}

/**
 * ONNX Runtime on the CPU. `run` blocks the calling thread, so it belongs in a process of its own. The native library is
 * loaded when the first graph is compiled: what needs no model does without. `compile` throws a Fault `io` where it cannot be loaded.
 */
export function onnxRuntimeBackend(options: OnnxRuntimeOptions = {}): Backend {
  const sessionOptions = cpuOptions(options);
  return {
    device: "cpu",
    threads: threadsOf(options),
    compile: (model) => createSession(model, sessionOptions),
    place: async (feeds) => ({ feeds, release() {} }),
  };
}

/** How many threads a run uses: all that the machine has where nothing is asked for. */
export function threadsOf({ threads = availableParallelism() }: OnnxRuntimeOptions): number {
  return threads;
}

/** For operators that are run on the processor. */
export function cpuOptions(options: OnnxRuntimeOptions): InferenceSession.SessionOptions {
  const { spinning = true, profile } = options;
  return {
    intraOpNumThreads: threadsOf(options),
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    // A pattern serves batches of the very same sizes, and takes a memory of its own beside that of the others.
    enableMemPattern: false,
    logSeverityLevel: 4, // as above, for what a session logs
    extra: { session: { intra_op: { allow_spinning: spinning ? "1" : "0" } } },
    ...(profile && { enableProfiling: true, profileFilePrefix: profile }),
  };
}

/** Compiles an encoded ONNX ModelProto. Throws a Fault `io` where the library cannot be loaded, else what ONNX Runtime throws. */
export async function createSession(
  model: Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<Session> {
  const { InferenceSession, Tensor } = loadLibrary();
  return wrap(await InferenceSession.create(model, options), Tensor, options.enableProfiling === true);
}

/** Throws a Fault `io` where there is no such library for this machine. */
export function loadLibrary(): typeof import("onnxruntime-node") {
  try {
    const library: typeof import("onnxruntime-node") = createRequire(__filename)("onnxruntime-node");
    library.env.logLevel = "fatal"; // errors are thrown, so that logging them as well would say everything twice
    return library;
  } catch (cause) {
    const [reason = ""] = String((cause as Error).message).split("\n");
    throw new Fault("io", sentence`ONNX Runtime cannot be loaded on this machine: ${reason}.`, { cause });
  }
}

function wrap(session: InferenceSession, OrtTensor: TensorConstructor, profiling: boolean): Session {
  const hostTensor = ({ data, shape }: Tensor | IndexTensor | Int8Tensor): OrtTensor => {
    if (data instanceof Float32Array) return new OrtTensor("float32", data, shape);
    return data instanceof Int8Array
      ? new OrtTensor("int8", data, shape)
      : new OrtTensor("int64", data, shape);
  };
  const toOrt = (tensor: Feeds[string]): OrtTensor =>
    "placed" in tensor ? (tensor.placed as OrtTensor) : hostTensor(tensor);
  const toFeeds = (feeds: Feeds) => mapValues(feeds, toOrt);
  const toFetches = (into: Readonly<Record<string, Tensor>> = {}) =>
    Object.fromEntries(session.outputNames.map((name) => [name, name in into ? toOrt(into[name]) : null]));
  return {
    async run(feeds, into) {
      if (into && session.outputNames.includes(IN_PLACE)) {
        await session.run(toFeeds(feeds), toFetches(into)).catch(ignoreSequence);
        return into;
      }
      const results = await session.run(toFeeds(feeds), toFetches(into));
      return mapValues(results, (value) => fromOrt(value as OrtTensor));
    },
    async release() {
      if (profiling) session.endProfiling();
      await session.release();
    },
  };
}

/** Passes on every error but that of the first output of a graph that runs in place. */
function ignoreSequence(error: Error): void {
  if (error.message !== "Non tensor type is temporarily not supported.") throw error;
}

export function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function fromOrt(tensor: OrtTensor): Tensor {
  return { shape: tensor.dims, data: tensor.data as Float32Array };
}
