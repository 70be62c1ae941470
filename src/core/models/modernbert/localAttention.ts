import { add, greater, mul, reshape, sub, toFloat, type Value } from "../../graph";

/** Makes a weight of attention exactly 0, and may be added to the bias of padding without overflow. */
const TOO_FAR = -1e30;

/** What is added to attention scores so that tokens see those up to `reach` positions away, [sequence, sequence]. */
function localBias(positionIds: Value, reach: number): Value {
  const { graph } = positionIds;
  const [sequence] = positionIds.shape;
  const positions = toFloat(positionIds);
  const distance = sub(reshape(positions, [sequence, 1]), reshape(positions, [1, sequence]));
  return mul(toFloat(greater(mul(distance, distance), graph.scalar(reach ** 2))), TOO_FAR);
}

/** The same besides the bias of padding [batch, 1, 1, sequence], if there is any: [batch, 1, sequence, sequence]. */
export function withLocalBias(bias: Value | undefined, positionIds: Value, reach: number): Value {
  const local = localBias(positionIds, reach);
  return bias ? add(bias, local) : local;
}
