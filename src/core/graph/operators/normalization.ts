import { type Dim, formatShape, GraphError, normalizeAxis, type ValueType } from "../value";
import { requireFloat } from "./requireFloat";
import { operator } from "./schema";

function overLastAxis(name: string) {
  return operator({
    domain: "",
    attributes: { axis: "int" },
    infer([x], { axis }): ValueType[] {
      requireFloat(name, [x]);
      if (normalizeAxis(name, axis, x.shape.length) !== x.shape.length - 1) {
        throw new GraphError(
          name,
          `only the last axis is supported, got axis ${axis} of ${formatShape(x.shape)}`,
        );
      }
      return [{ dtype: "float32", shape: x.shape }];
    },
  });
}

export const normalization = {
  Softmax: overLastAxis("Softmax"),
  LogSoftmax: overLastAxis("LogSoftmax"),
  /** The bias is optional. Outputs: the normalised value, the mean and the inverse standard deviation, both with a last axis of 1. */
  LayerNormalization: operator({
    domain: "",
    attributes: { axis: "int", epsilon: "float" },
    infer([x, scale, bias], { axis }): ValueType[] {
      const factors = bias ? [scale, bias] : [scale];
      requireFloat("LayerNormalization", [x, ...factors]);
      const last = x.shape.at(-1) as Dim;
      const matches = factors.every((value) => value.shape.length === 1 && value.shape[0] === last);
      if (normalizeAxis("LayerNormalization", axis, x.shape.length) !== x.shape.length - 1 || !matches) {
        throw new GraphError(
          "LayerNormalization",
          `cannot normalise ${formatShape(x.shape)} with scale ${factors.map(({ shape }) => formatShape(shape)).join(" and bias ")}`,
        );
      }
      const statistic: ValueType = { dtype: "float32", shape: [...x.shape.slice(0, -1), 1] };
      return [{ dtype: "float32", shape: x.shape }, statistic, statistic];
    },
  }),
} as const;
