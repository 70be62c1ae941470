import type { Tensor } from "./tensor";

/** An int64 tensor in row-major order: token ids, positions, indices. */
export interface IndexTensor {
  readonly shape: readonly number[];
  readonly data: BigInt64Array;
}

export type Feeds = Readonly<Record<string, Tensor | IndexTensor>>;

/** A compiled graph. */
export interface Session {
  /**
   * Runs the graph. An output named in `into` is written to that array, which must have its size, and the
   * returned tensor is a view of it. Rejects when a feed is missing or has the wrong shape.
   */
  run(feeds: Feeds, into?: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** Runs ONNX graphs. */
export interface Backend {
  /** Threads that one run uses. */
  readonly threads: number;
  /** Compiles an encoded ONNX ModelProto. */
  compile(model: Uint8Array): Promise<Session>;
}
