import type { Node } from "./node";
import type { OperatorAttributes } from "./operators";
import { batchTranspose, matMul, mul, transpose } from "./ops";
import { type Outputs, type Rewriting, rewrite } from "./rewrite";
import type { Value } from "./value";

/** Rebuilds the graph of `outputs` with ONNX's standard operators only, for any runtime. */
export function standardize<O extends Outputs>(outputs: O): O {
  return rewrite(outputs, (node, rewriting) =>
    node.operator === "FusedMatMul" ? [plainProduct(node, rewriting)] : undefined,
  );
}

/** alpha * op(A) @ op(B) as transposes, a product and a factor. */
function plainProduct({ inputs, attributes }: Node, { resolve }: Rewriting): Value {
  const { alpha, transA, transB, transBatchA, transBatchB } = attributes as OperatorAttributes<"FusedMatMul">;
  const operand = (value: Value, moved: number, transposed: number) => {
    const batched = moved ? batchTranspose(value) : value;
    return transposed ? swapLast(batched) : batched;
  };
  const [a, b] = inputs.map(resolve);
  return mul(matMul(operand(a, transBatchA, transA), operand(b, transBatchB, transB)), alpha);
}

function swapLast(x: Value): Value {
  const axes = [...x.shape.keys()];
  const rank = axes.length;
  return transpose(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}
