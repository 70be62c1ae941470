import { type Angles, cos, expandLike, mul, reshape, rotate, sin, toFloat, type Value } from "../../graph";
import { type EncoderInputs, tokenCount } from "./context";

/**
 * The angles of rotary position embeddings (Su et al. 2021) for heads of `size`: position times
 * base^(-2i/size) for each i below size/2.
 * @param positionIds int64 [sequence]
 */
export function rotaryAngles(positionIds: Value, size: number, base: number): Angles {
  const half = size / 2;
  const frequencies = Float32Array.from({ length: half }, (_, index) => base ** ((-2 * index) / size));
  const [sequence] = positionIds.shape;
  const positions = reshape(toFloat(positionIds), [sequence, 1]);
  const angles = mul(positions, positionIds.graph.constant(frequencies, [1, half]));
  return { cosines: cos(angles), sines: sin(angles) };
}

/** The row of `rotaryAngles` that each token turns by, int64 [sequence*batch, 1]. */
export function angleRows({ inputIds, positionIds }: EncoderInputs): Value {
  const [sequence, batch] = inputIds.shape;
  const perToken = expandLike(reshape(positionIds, [sequence, 1]), inputIds);
  return reshape(perToken, [tokenCount(sequence, batch), 1]);
}

/** Queries or keys [tokens, heads*size] turned by the angles of their positions. */
export function rotated(x: Value, rows: Value, angles: Angles): Value {
  const [tokens, width] = x.shape;
  return reshape(rotate(reshape(x, [tokens, 1, width]), rows, angles), x.shape);
}
