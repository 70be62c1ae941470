import type { Device } from "./graph";
import type { Tensor } from "./tensor";

/** An int64 tensor in row-major order: token ids, positions, indices. */
export interface IndexTensor {
  readonly shape: readonly number[];
  readonly data: BigInt64Array;
}

/** An int8 tensor in row-major order: weights in whole numbers. */
export interface Int8Tensor {
  readonly shape: readonly number[];
  readonly data: Int8Array;
}

/** A tensor in the memory of the device that runs graphs: see `Backend.place`. */
export interface PlacedTensor {
  /** The backend's own. */
  readonly placed: object;
}

/** What a graph is fed, in this process's memory. */
export type HostFeeds = Readonly<Record<string, Tensor | IndexTensor>>;

export type Feeds = Readonly<Record<string, Tensor | IndexTensor | Int8Tensor | PlacedTensor>>;

/** Tensors that many runs are fed. */
export interface Placed {
  readonly feeds: Feeds;
  /** Frees the device's memory; the feeds cannot be used any more. */
  release(): void;
}

/**
 * The first output of a graph that is encoded to be run in place, which nobody reads: an empty sequence. onnxruntime-node
 * copies every output once more, also one that it has written to an array of the caller, but refuses sequences: a run ends
 * there, when all is computed and nothing is copied.
 */
export const IN_PLACE = "in_place";

/** A compiled graph. */
export interface Session {
  /**
   * Runs the graph. An output named in `into` is written to that array, which must have its size, and the
   * returned tensor is a view of it; a graph that runs in place needs an array for every output. Rejects when a feed is
   * missing or has the wrong shape.
   */
  run(feeds: Feeds, into?: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** Runs ONNX graphs. What fails on a GPU is a Fault "device". */
export interface Backend {
  readonly device: Device;
  /** Threads that one run uses. */
  readonly threads: number;
  /** Compiles an encoded ONNX ModelProto. */
  compile(model: Uint8Array): Promise<Session>;
  /** Copies tensors to where graphs are run, once for many runs; on the processor they are there already, and stay the same arrays. */
  place(tensors: Readonly<Record<string, Tensor>>): Promise<Placed>;
}
