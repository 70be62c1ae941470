import { encodeModel, Graph, type Value } from "../../src/core/graph";
import type { Tensor } from "../../src/core/tensor";
import { onnxRuntimeBackend } from "../../src/node/onnxRuntime";

/** ONNX Runtime on one thread: the same numbers on every run. */
export const oneThread = () => onnxRuntimeBackend({ threads: 1, spinning: false });

export type Arrays = Readonly<Record<string, Float32Array | BigInt64Array>>;

/** Runs graphs of outputs on arrays for the inputs, whose shapes must be fixed. */
export async function runGraph(
  outputs: Readonly<Record<string, Value>>,
  arrays: Arrays,
): Promise<Readonly<Record<string, Tensor>>> {
  const { graph } = Object.values(outputs)[0];
  const session = await oneThread().compile(encodeModel(outputs));
  try {
    return await session.run(feedsOf(graph, arrays));
  } finally {
    await session.release();
  }
}

export function feedsOf(graph: Graph, arrays: Arrays) {
  return Object.fromEntries(
    graph.inputs.map(({ name, shape }) => [name, { shape: shape as number[], data: arrays[name] } as Tensor]),
  );
}

/** A graph with float32 inputs of these shapes. */
export function floatInputs<N extends string>(
  shapes: Readonly<Record<N, readonly (number | string)[]>>,
): Record<N, Value> & { graph: Graph } {
  const graph = new Graph();
  const inputs = Object.entries<readonly (number | string)[]>(shapes).map(([name, shape]) => [
    name,
    graph.input(name, "float32", shape),
  ]);
  return { ...(Object.fromEntries(inputs) as Record<N, Value>), graph };
}
