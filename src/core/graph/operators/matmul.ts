import { broadcastShapes } from "../broadcast";
import { type Dim, formatShape, GraphError, type Shape, sameShape, type ValueType } from "../value";
import { requireFloat } from "./requireFloat";
import { operator } from "./schema";

function multiplyShapes(name: string, a: Shape, b: Shape): Shape {
  const inner = a.at(-1);
  if (a.length < 2 || b.length < 2 || inner !== b.at(-2)) {
    throw new GraphError(name, `cannot multiply ${formatShape(a)} by ${formatShape(b)}`);
  }
  const batch = broadcastShapes(name, a.slice(0, -2), b.slice(0, -2));
  return [...batch, a.at(-2) as Dim, b.at(-1) as Dim];
}

function swapLast(shape: Shape): Shape {
  return [...shape.slice(0, -2), shape.at(-1) as Dim, shape.at(-2) as Dim];
}

/** `[d0, d1, ..., dn-2, dn-1]` to `[d1, ..., dn-2, d0, dn-1]`: what FusedMatMul calls a batch transpose. */
export function moveFirstBeforeLast(shape: Shape): Shape {
  return [...shape.slice(1, -1), shape[0], shape.at(-1) as Dim];
}

function fusedOperand(shape: Shape, transpose: number, transposeBatch: number): Shape {
  const moved = transposeBatch ? moveFirstBeforeLast(shape) : shape;
  return transpose ? swapLast(moved) : moved;
}

export const matmul = {
  MatMul: operator({
    domain: "",
    attributes: {},
    infer([a, b]): ValueType[] {
      requireFloat("MatMul", [a, b]);
      return [{ dtype: "float32", shape: multiplyShapes("MatMul", a.shape, b.shape) }];
    },
  }),
  /** `alpha * op(A) @ op(B)`, ONNX Runtime's contributed operator. */
  FusedMatMul: operator({
    domain: "com.microsoft",
    attributes: {
      alpha: "float",
      transA: "int",
      transB: "int",
      transBatchA: "int",
      transBatchB: "int",
    },
    infer([a, b], { transA, transB, transBatchA, transBatchB }): ValueType[] {
      requireFloat("FusedMatMul", [a, b]);
      const left = fusedOperand(a.shape, transA, transBatchA);
      const right = fusedOperand(b.shape, transB, transBatchB);
      return [{ dtype: "float32", shape: multiplyShapes("FusedMatMul", left, right) }];
    },
  }),
  /** A float matrix times an int8 one with a scale and a zero point for each column, plus a bias; ONNX Runtime's contributed operator. */
  DynamicQuantizeMatMul: operator({
    domain: "com.microsoft",
    attributes: {},
    infer([a, b, scale, , bias]): ValueType[] {
      requireFloat("DynamicQuantizeMatMul", bias ? [a, scale, bias] : [a, scale]);
      return [{ dtype: "float32", shape: multiplyShapes("DynamicQuantizeMatMul", a.shape, b.shape) }];
    },
  }),
  /** `alpha * op(A) @ op(B) + beta * C`, where C is optional and broadcasts. */
  Gemm: operator({
    domain: "",
    attributes: { alpha: "float", beta: "float", transA: "int", transB: "int" },
    infer([a, b, c], { transA, transB }): ValueType[] {
      requireFloat("Gemm", c ? [a, b, c] : [a, b]);
      const left = transA ? swapLast(a.shape) : a.shape;
      const right = transB ? swapLast(b.shape) : b.shape;
      if (left.length !== 2 || right.length !== 2) {
        throw new GraphError(
          "Gemm",
          `expects matrices, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
        );
      }
      const shape = multiplyShapes("Gemm", left, right);
      if (c && !sameShape(broadcastShapes("Gemm", shape, c.shape), shape)) {
        throw new GraphError("Gemm", `cannot add ${formatShape(c.shape)} to ${formatShape(shape)}`);
      }
      return [{ dtype: "float32", shape }];
    },
  }),
} as const;
