/** A dense fp32 tensor in row-major order; `data.length` is the product of `shape`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Model parameters under their Hugging Face names, in the order in which the model declares them. */
export type Parameters = ReadonlyMap<string, Tensor>;

/** Number of elements of a tensor of this shape; 1 for a scalar's empty shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** Zeros in a shape. */
export function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float32Array(elementCount(shape)) };
}
