import { formatShape, GraphError, type ValueType } from "../value";
import { requireFloat } from "./requireFloat";
import { operator } from "./schema";

export const rotary = {
  /**
   * Turns each head of `x` [tokens, 1, heads*size] by the angles of its token's position: with u and v the halves of a
   * head, (u cos - v sin, v cos + u sin). Inputs: `x`, int64 positions [tokens, 1], which are rows of the cosines and
   * sines [positions, size/2]. ONNX Runtime's contributed operator.
   */
  RotaryEmbedding: operator({
    domain: "com.microsoft",
    attributes: {},
    infer([x, positions, cosines, sines]): ValueType[] {
      requireFloat("RotaryEmbedding", [x, cosines, sines]);
      const size = 2 * Number(cosines.shape[1]);
      if (x.shape.length !== 3 || positions.dtype !== "int64" || !(Number(x.shape[2]) % size === 0)) {
        throw new GraphError(
          "RotaryEmbedding",
          `cannot turn ${formatShape(x.shape)} by the angles ${formatShape(cosines.shape)}`,
        );
      }
      return [{ dtype: "float32", shape: x.shape }];
    },
  }),
} as const;
