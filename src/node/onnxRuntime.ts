import "./disableTelemetry";
import { availableParallelism } from "node:os";
import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import type { Backend, Feeds, IndexTensor, Session } from "../core/backend";
import type { Tensor } from "../core/tensor";

export interface OnnxRuntimeOptions {
  /** Threads for one operator; all cores when absent. */
  readonly threads?: number;
  /** Whether idle threads wait actively: faster for training, but it burns CPU after a run. */
  readonly spinning?: boolean;
  /** Where to write a profile (a prefix of the file's path). */
  readonly profile?: string;
}

/** ONNX Runtime on the CPU. `run` blocks the calling thread, so it belongs in a process of its own. */
export function onnxRuntimeBackend(options: OnnxRuntimeOptions = {}): Backend {
  const { threads = availableParallelism(), spinning = true, profile } = options;
  return {
    threads,
    async compile(model) {
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
      return wrap(session, profile !== undefined);
    },
  };
}

function wrap(session: InferenceSession, profiling: boolean): Session {
  return {
    async run(feeds, into) {
      const results = await session.run(toOrtFeeds(feeds), toOrtFetches(session.outputNames, into));
      return Object.fromEntries(
        Object.entries(results).map(([name, value]) => [name, fromOrt(value as OrtTensor)]),
      );
    },
    async release() {
      if (profiling) session.endProfiling();
      await session.release();
    },
  };
}

function toOrtFeeds(feeds: Feeds): Record<string, OrtTensor> {
  return Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]));
}

function toOrt({ data, shape }: Tensor | IndexTensor): OrtTensor {
  return data instanceof Float32Array
    ? new OrtTensor("float32", data, shape)
    : new OrtTensor("int64", data, shape);
}

function toOrtFetches(outputNames: readonly string[], into: Readonly<Record<string, Tensor>> = {}) {
  return Object.fromEntries(outputNames.map((name) => [name, name in into ? toOrt(into[name]) : null]));
}

function fromOrt(tensor: OrtTensor): Tensor {
  return { shape: tensor.dims, data: tensor.data as Float32Array };
}
