import { type Dim, formatShape, GraphError, type Shape } from "./value";

/** The shape of an elementwise operator's result under NumPy's broadcasting, as ONNX defines it. */
export function broadcastShapes(operator: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const dimensions: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - (rank - a.length)] ?? 1;
    const right = b[axis - (rank - b.length)] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new GraphError(operator, `cannot broadcast ${formatShape(a)} with ${formatShape(b)}`);
    }
    dimensions.push(left === 1 ? right : left);
  }
  return dimensions;
}

/** The axes of `result` along which an operand of shape `operand` was repeated, leading axes included. */
export function broadcastAxes(operand: Shape, result: Shape): number[] {
  const missing = result.length - operand.length;
  return result.flatMap((dimension, axis) => {
    const own = axis < missing ? 1 : operand[axis - missing];
    return own === 1 && dimension !== 1 ? [axis] : [];
  });
}
