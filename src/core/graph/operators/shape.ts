import { broadcastShapes } from "../broadcast";
import {
  type Dim,
  formatShape,
  formatType,
  GraphError,
  normalizeAxis,
  type Shape,
  sameShape,
  type ValueType,
} from "../value";
import { requireFloat } from "./requireFloat";
import { operator } from "./schema";

/** The product of known sizes, and the unknown ones sorted: equal exactly when the element counts must be. */
function elementSignature(shape: Shape): string {
  const known = shape.reduce<number>((product, d) => (typeof d === "number" ? product * d : product), 1);
  const unknown = shape.flatMap((d) => (typeof d === "string" ? d.split("*") : [])).sort();
  return [known, ...unknown].join("*");
}

/** `axes` repeats the second input for inference. */
function reduction(name: string) {
  return operator({
    domain: "",
    attributes: { keepdims: "int", axes: "ints" },
    internal: ["axes"],
    infer([x], { axes, keepdims }): ValueType[] {
      requireFloat(name, [x]);
      const reduced = new Set(axes.map((axis) => normalizeAxis(name, axis, x.shape.length)));
      const shape: Dim[] = x.shape.flatMap((d, axis) => (reduced.has(axis) ? (keepdims ? [1] : []) : [d]));
      return [{ dtype: "float32", shape }];
    },
  });
}

export const shapeOperators = {
  /** `shape` repeats the second input for inference, as some sizes are known only at run time. */
  Reshape: operator({
    domain: "",
    attributes: { shape: "shape" },
    internal: ["shape"],
    infer([x], { shape: target }): ValueType[] {
      if (elementSignature(x.shape) !== elementSignature(target)) {
        throw new GraphError("Reshape", `cannot reshape ${formatShape(x.shape)} to ${formatShape(target)}`);
      }
      return [{ dtype: x.dtype, shape: target }];
    },
  }),
  Transpose: operator({
    domain: "",
    attributes: { perm: "ints" },
    infer([x], { perm }): ValueType[] {
      const isPermutation = [...perm].sort((a, b) => a - b).every((axis, index) => axis === index);
      if (perm.length !== x.shape.length || !isPermutation) {
        throw new GraphError("Transpose", `[${perm.join(",")}] does not permute ${formatShape(x.shape)}`);
      }
      return [{ dtype: x.dtype, shape: perm.map((axis) => x.shape[axis]) }];
    },
  }),
  /** Repeats `x` to the run-time shape of the second input, which `shape` repeats for inference. */
  Expand: operator({
    domain: "",
    attributes: { shape: "shape" },
    internal: ["shape"],
    infer([x], { shape: target }): ValueType[] {
      if (!sameShape(broadcastShapes("Expand", x.shape, target), target)) {
        throw new GraphError("Expand", `cannot repeat ${formatShape(x.shape)} to ${formatShape(target)}`);
      }
      return [{ dtype: x.dtype, shape: target }];
    },
  }),
  /** float32 zeros in the run-time shape of the input, which `shape` repeats for inference. */
  ConstantOfShape: operator({
    domain: "",
    attributes: { shape: "shape" },
    internal: ["shape"],
    infer: (_inputs, { shape }): ValueType[] => [{ dtype: "float32", shape }],
  }),
  /** The sizes of a value as int64. */
  Shape: operator({
    domain: "",
    attributes: { start: "int", end: "int" },
    infer([x], { start, end }): ValueType[] {
      if (!(start >= 0 && start <= end && end <= x.shape.length)) {
        throw new GraphError("Shape", `${formatShape(x.shape)} has no sizes from ${start} to ${end}`);
      }
      return [{ dtype: "int64", shape: [end - start] }];
    },
  }),
  /** Joins values along the first axis, in which their sizes must be known. */
  Concat: operator({
    domain: "",
    attributes: { axis: "int" },
    infer(inputs, { axis }): ValueType[] {
      const [{ dtype, shape }] = inputs;
      const rest = shape.slice(1);
      const fits = (value: ValueType) =>
        value.dtype === dtype && typeof value.shape[0] === "number" && sameShape(value.shape.slice(1), rest);
      if (axis !== 0 || !inputs.every(fits)) {
        throw new GraphError("Concat", `cannot join ${inputs.map(formatType).join(", ")} along axis ${axis}`);
      }
      const rows = inputs.reduce((sum, value) => sum + Number(value.shape[0]), 0);
      return [{ dtype, shape: [rows, ...rest] }];
    },
  }),
  /** Sums over `axes`, and keeps them as 1 where asked to. */
  ReduceSum: reduction("ReduceSum"),
  /** The largest element over `axes`. */
  ReduceMax: reduction("ReduceMax"),
} as const;
