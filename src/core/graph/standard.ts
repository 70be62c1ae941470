import type { Node } from "./node";
import type { OperatorAttributes } from "./operators";
import { add, batchTranspose, gather, matMul, mul, reshape, transpose } from "./ops";
import { type Outputs, type Rewriting, rewrite } from "./rewrite";
import type { Value } from "./value";

/** Rebuilds the graph of `outputs` with ONNX's standard operators only, for any runtime. */
export function standardize<O extends Outputs>(outputs: O): O {
  return rewrite(outputs, (node, rewriting) => {
    if (node.operator === "FusedMatMul") return [plainProduct(node, rewriting)];
    if (node.operator === "RotaryEmbedding") return [plainRotation(node, rewriting)];
    return undefined;
  });
}

/** alpha * op(A) @ op(B) as transposes, a product and a factor. */
export function plainProduct({ inputs, attributes }: Node, { resolve }: Rewriting): Value {
  const { alpha, transA, transB, transBatchA, transBatchB } = attributes as OperatorAttributes<"FusedMatMul">;
  const operand = (value: Value, moved: number, transposed: number) => {
    const batched = moved ? batchTranspose(value) : value;
    return transposed ? swapLast(batched) : batched;
  };
  const [a, b] = inputs.map(resolve);
  return mul(matMul(operand(a, transBatchA, transA), operand(b, transBatchB, transB)), alpha);
}

/** The halves (u, v) of a head as (u, v) cos + (-v, u) sin, where (-v, u) is a product with a matrix. */
function plainRotation({ inputs }: Node, { graph, resolve }: Rewriting): Value {
  const [x, positions, cosines, sines] = inputs.map(resolve);
  const [tokens, , width] = x.shape;
  const half = Number(cosines.shape[1]);
  const halves = reshape(x, [tokens, Number(width) / (2 * half), 2, half]);
  const ofTokens = (angles: Value) =>
    reshape(gather(angles, reshape(positions, [tokens])), [tokens, 1, 1, half]);
  const quarterTurn = graph.constant(Float32Array.of(0, -1, 1, 0), [2, 2]);
  const turned = mul(matMul(quarterTurn, halves), ofTokens(sines));
  return reshape(add(mul(halves, ofTokens(cosines)), turned), x.shape);
}

function swapLast(x: Value): Value {
  const axes = [...x.shape.keys()];
  const rank = axes.length;
  return transpose(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}
