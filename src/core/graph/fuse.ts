import type { Node } from "./node";
import type { OperatorAttributes } from "./operators";
import { moveFirstBeforeLast } from "./operators/matmul";
import { mul, reduceSum, scalarOf } from "./ops";
import { reachableNodes } from "./reachable";
import { type Outputs, type Rewriting, rewrite } from "./rewrite";
import { sameShape, type Value } from "./value";

/**
 * Rebuilds the graph of `outputs` with scalar factors, additions and transposes folded into the matrix
 * products beside them, where they cost nothing. The results are the same up to fp32 rounding.
 */
export function fuse<O extends Outputs>(outputs: O): O {
  const uses = countUses(Object.values(outputs));
  return rewrite(outputs, (node, rewriting) => fused(node, { ...rewriting, uses }));
}

interface Fusing extends Rewriting {
  /** How many nodes and outputs read each value of the old graph. */
  readonly uses: ReadonlyMap<Value, number>;
}

function countUses(outputs: readonly Value[]): Map<Value, number> {
  const uses = new Map<Value, number>();
  for (const value of [...outputs, ...reachableNodes(outputs).flatMap((node) => node.inputs)]) {
    uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  return uses;
}

function fused(node: Node, fusing: Fusing): readonly Value[] | undefined {
  switch (node.operator) {
    case "Gemm":
      return gemmOfScaled(node, fusing);
    case "FusedMatMul":
      return fusedMatMulOfMoved(node, fusing);
    case "Mul":
      return scaledProduct(node, fusing);
    case "Add":
      return productPlus(node, fusing);
    case "ReduceSum":
      return sumOfScaled(node, fusing);
    default:
      return undefined;
  }
}

/** Gemm(s * A, t * B, C) is Gemm(A, B, C) with alpha times s and t. */
function gemmOfScaled({ inputs, attributes }: Node, fusing: Fusing): readonly Value[] {
  const { alpha, ...rest } = attributes as OperatorAttributes<"Gemm">;
  const [a, b] = [unscaled(inputs[0]), unscaled(inputs[1])];
  const operands = [a.value, b.value, ...inputs.slice(2)].map((value) => fusing.resolve(value));
  return fusing.graph.apply("Gemm", operands, { ...rest, alpha: alpha * a.factor * b.factor });
}

/** The same for FusedMatMul, whose operands may besides have their first axis moved before the last for free. */
function fusedMatMulOfMoved({ inputs, attributes }: Node, fusing: Fusing): readonly Value[] {
  const { alpha, transBatchA, transBatchB, ...rest } = attributes as OperatorAttributes<"FusedMatMul">;
  const [a, b] = [unscaled(inputs[0]), unscaled(inputs[1])];
  const left = unmoved(a.value, transBatchA);
  const right = unmoved(b.value, transBatchB);
  return fusing.graph.apply("FusedMatMul", [fusing.resolve(left.value), fusing.resolve(right.value)], {
    ...rest,
    alpha: alpha * a.factor * b.factor,
    transBatchA: left.moved,
    transBatchB: right.moved,
  });
}

/** s * Gemm(A, B, C) has its factor in alpha and beta, when nothing else reads the product. */
function scaledProduct(node: Node, fusing: Fusing): readonly Value[] | undefined {
  const { value, factor } = unscaled(node.outputs[0]);
  if (value === node.outputs[0] || fusing.uses.get(value) !== 1) return undefined;
  const product = fusing.resolve(value).producer;
  if (product?.operator === "Gemm") {
    const { alpha, beta, ...rest } = product.attributes as OperatorAttributes<"Gemm">;
    return fusing.graph.apply("Gemm", product.inputs, {
      ...rest,
      alpha: alpha * factor,
      beta: beta * factor,
    });
  }
  if (product?.operator === "FusedMatMul") {
    const { alpha, ...rest } = product.attributes as OperatorAttributes<"FusedMatMul">;
    return fusing.graph.apply("FusedMatMul", product.inputs, { ...rest, alpha: alpha * factor });
  }
  return undefined;
}

/** Gemm(A, B) + C is Gemm(A, B, C), when nothing else reads the product. */
function productPlus({ inputs: [left, right] }: Node, fusing: Fusing): readonly Value[] | undefined {
  for (const [term, other] of [
    [left, right],
    [right, left],
  ]) {
    const product = fusing.rebuilt(term)?.producer;
    const fits = product?.operator === "Gemm" && product.inputs.length === 2;
    if (!fits || fusing.uses.get(term) !== 1 || !sameShape(term.shape, other.shape)) continue;
    const attributes = { ...(product.attributes as OperatorAttributes<"Gemm">), beta: 1 };
    return fusing.graph.apply("Gemm", [...product.inputs, fusing.resolve(other)], attributes);
  }
  return undefined;
}

/** The sum of s * X is s times the sum of X, which is smaller. */
function sumOfScaled({ inputs: [x], attributes }: Node, fusing: Fusing): readonly Value[] | undefined {
  const { value, factor } = unscaled(x);
  if (value === x) return undefined;
  const { axes, keepdims } = attributes as OperatorAttributes<"ReduceSum">;
  return [mul(reduceSum(fusing.resolve(value), axes, keepdims === 1), factor)];
}

/** Splits `s * x`, with s a constant scalar, into its parts. */
function unscaled(value: Value): { value: Value; factor: number } {
  const { producer } = value;
  if (producer?.operator !== "Mul") return { value, factor: 1 };
  const [left, right] = producer.inputs;
  const factor = scalarOf(right);
  if (factor !== undefined) return { value: left, factor };
  const leftFactor = scalarOf(left);
  return leftFactor === undefined ? { value, factor: 1 } : { value: right, factor: leftFactor };
}

function unmoved(value: Value, alreadyMoved: number): { value: Value; moved: number } {
  const { producer } = value;
  if (alreadyMoved || producer?.operator !== "Transpose") return { value, moved: alreadyMoved };
  const { perm } = producer.attributes as OperatorAttributes<"Transpose">;
  const isMove = sameShape(perm, moveFirstBeforeLast([...perm.keys()]));
  return isMove && perm.length > 2 ? { value: producer.inputs[0], moved: 1 } : { value, moved: 0 };
}
