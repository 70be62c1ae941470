import "./disableTelemetry";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-node";
import type { Backend, Feeds, IndexTensor, Session } from "../core/backend";
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
  const { threads = availableParallelism(), spinning = true, profile } = options;
  return {
    threads,
    async compile(model) {
      const { InferenceSession, Tensor } = loadLibrary();
      const session = await InferenceSession.create(model, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: "sequential",
        graphOptimizationLevel: "all",
        // Errors are thrown, so that logging them as well would say everything twice.
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: spinning ? "1" : "0" } } },
        ...(profile && { enableProfiling: true, profileFilePrefix: profile }),
      });
      return wrap(session, Tensor, profile !== undefined);
    },
  };
}

function loadLibrary(): typeof import("onnxruntime-node") {
  try {
    return createRequire(__filename)("onnxruntime-node");
  } catch (cause) {
    const [reason = ""] = String((cause as Error).message).split("\n");
    throw new Fault("io", sentence`ONNX Runtime cannot be loaded on this machine: ${reason}.`, { cause });
  }
}

function wrap(session: InferenceSession, OrtTensor: TensorConstructor, profiling: boolean): Session {
  const toOrt = ({ data, shape }: Tensor | IndexTensor): OrtTensor =>
    data instanceof Float32Array
      ? new OrtTensor("float32", data, shape)
      : new OrtTensor("int64", data, shape);
  const toFeeds = (feeds: Feeds) => mapValues(feeds, toOrt);
  const toFetches = (into: Readonly<Record<string, Tensor>> = {}) =>
    Object.fromEntries(session.outputNames.map((name) => [name, name in into ? toOrt(into[name]) : null]));
  return {
    async run(feeds, into) {
      const results = await session.run(toFeeds(feeds), toFetches(into));
      return mapValues(results, (value) => fromOrt(value as OrtTensor));
    },
    async release() {
      if (profiling) session.endProfiling();
      await session.release();
    },
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function fromOrt(tensor: OrtTensor): Tensor {
  return { shape: tensor.dims, data: tensor.data as Float32Array };
}
