import { batchTranspose, fusedMatMul, gemm, transpose, type Value } from "../../graph";
import { scaled, unbroadcast } from "../contribution";
import type { RuleTable } from "../rules";

/** Undoes batchTranspose: `[d1, ..., dn-2, d0, dn-1]` to `[d0, d1, ..., dn-2, dn-1]`. */
function undoBatchTranspose(x: Value): Value {
  const rank = x.shape.length;
  return transpose(x, [rank - 2, ...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1]);
}

interface Product {
  readonly alpha: number;
  readonly transA: boolean;
  readonly transB: boolean;
}

/**
 * Y = alpha op(A) op(B):
 * dA = alpha dY op(B)^T, or alpha op(B) dY^T where A is transposed;
 * dB = alpha op(A)^T dY, or alpha dY^T op(A) where B is transposed.
 */
function productGradients(a: Value, b: Value, dy: Value, { alpha, transA, transB }: Product): [Value, Value] {
  const da = transA
    ? fusedMatMul(b, dy, { alpha, transA: transB, transB: true })
    : fusedMatMul(dy, b, { alpha, transB: !transB });
  const db = transB
    ? fusedMatMul(dy, a, { alpha, transA: true, transB: transA })
    : fusedMatMul(a, dy, { alpha, transA: !transA });
  return [unbroadcast(da, a), unbroadcast(db, b)];
}

export const matmulRules = {
  MatMul: ({ inputs: [a, b], dy }) => productGradients(a, b, dy, { alpha: 1, transA: false, transB: false }),

  FusedMatMul({ inputs: [a, b], attributes, dy }) {
    const { alpha, transA, transB, transBatchA, transBatchB } = attributes;
    const left = transBatchA ? batchTranspose(a) : a;
    const right = transBatchB ? batchTranspose(b) : b;
    const [da, db] = productGradients(left, right, dy, { alpha, transA: transA === 1, transB: transB === 1 });
    return [transBatchA ? undoBatchTranspose(da) : da, transBatchB ? undoBatchTranspose(db) : db];
  },

  DynamicQuantizeMatMul: "forward-only",

  /** Y = alpha op(A) op(B) + beta C: as above, and dC = beta dY. */
  Gemm({ inputs: [a, b, c], attributes: { alpha, beta, transA, transB }, dy }) {
    const da = transA
      ? gemm(b, dy, { alpha, transA: transB === 1, transB: true })
      : gemm(dy, b, { alpha, transB: transB === 0 });
    const db = transB
      ? gemm(dy, a, { alpha, transA: true, transB: transA === 1 })
      : gemm(a, dy, { alpha, transA: transA === 0 });
    return c ? [da, db, scaled(unbroadcast(dy, c), beta)] : [da, db];
  },
} satisfies Partial<RuleTable>;
