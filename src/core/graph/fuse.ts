import { Graph } from "./graph";
import type { Node } from "./node";
import type { OperatorAttributes } from "./operators";
import { moveFirstBeforeLast } from "./operators/matmul";
import { mul, reduceSum, scalarOf } from "./ops";
import { reachableNodes } from "./reachable";
import { sameShape, type Value } from "./value";

type Outputs = Readonly<Record<string, Value>>;

/**
 * Rebuilds the graph of `outputs` with scalar factors, additions and transposes folded into the matrix
 * products beside them, where they cost nothing. The results are the same up to fp32 rounding.
 */
export function fuse<O extends Outputs>(outputs: O): O {
  const rebuild = new Rebuild(Object.values(outputs));
  const entries = Object.entries(outputs).map(([name, value]) => [name, rebuild.valueOf(value)]);
  return Object.fromEntries(entries) as O;
}

class Rebuild {
  readonly #graph = new Graph();
  readonly #uses = new Map<Value, number>();
  readonly #rebuilt = new Map<Value, Value>();

  constructor(outputs: readonly Value[]) {
    const nodes = reachableNodes(outputs);
    for (const value of [...outputs, ...nodes.flatMap((node) => node.inputs)]) {
      this.#uses.set(value, (this.#uses.get(value) ?? 0) + 1);
    }
    for (const input of outputs[0].graph.inputs) {
      this.#rebuilt.set(input, this.#graph.input(input.name, input.dtype, input.shape));
    }
    for (const node of nodes) this.#add(node);
  }

  valueOf(value: Value): Value {
    const known = this.#rebuilt.get(value);
    if (known) return known;
    const data = value.graph.constants.get(value);
    if (!data) throw new Error(`${value.name} is used before it is computed`);
    const named = data.length > 16 ? value.name : undefined;
    const constant = this.#graph.constant(data, value.shape as number[], named);
    this.#rebuilt.set(value, constant);
    return constant;
  }

  #add(node: Node): void {
    const outputs = this.#fused(node) ?? this.#copy(node);
    for (const [index, output] of node.outputs.entries()) this.#rebuilt.set(output, outputs[index]);
  }

  #copy({ operator, inputs, attributes }: Node): readonly Value[] {
    return this.#graph.apply(
      operator,
      inputs.map((input) => this.valueOf(input)),
      attributes as never,
    );
  }

  #fused(node: Node): readonly Value[] | undefined {
    switch (node.operator) {
      case "Gemm":
        return this.#gemmOfScaled(node);
      case "FusedMatMul":
        return this.#fusedMatMulOfMoved(node);
      case "Mul":
        return this.#scaledProduct(node);
      case "Add":
        return this.#productPlus(node);
      case "ReduceSum":
        return this.#sumOfScaled(node);
      default:
        return undefined;
    }
  }

  /** Gemm(s * A, t * B, C) is Gemm(A, B, C) with alpha times s and t. */
  #gemmOfScaled({ inputs, attributes }: Node): readonly Value[] {
    const { alpha, ...rest } = attributes as OperatorAttributes<"Gemm">;
    const [a, b] = [unscaled(inputs[0]), unscaled(inputs[1])];
    const operands = [a.value, b.value, ...inputs.slice(2)].map((value) => this.valueOf(value));
    return this.#graph.apply("Gemm", operands, { ...rest, alpha: alpha * a.factor * b.factor });
  }

  /** The same for FusedMatMul, whose operands may besides have their first axis moved before the last for free. */
  #fusedMatMulOfMoved({ inputs, attributes }: Node): readonly Value[] {
    const { alpha, transBatchA, transBatchB, ...rest } = attributes as OperatorAttributes<"FusedMatMul">;
    const [a, b] = [unscaled(inputs[0]), unscaled(inputs[1])];
    const left = unmoved(a.value, transBatchA);
    const right = unmoved(b.value, transBatchB);
    return this.#graph.apply("FusedMatMul", [this.valueOf(left.value), this.valueOf(right.value)], {
      ...rest,
      alpha: alpha * a.factor * b.factor,
      transBatchA: left.moved,
      transBatchB: right.moved,
    });
  }

  /** s * Gemm(A, B, C) has its factor in alpha and beta, when nothing else reads the product. */
  #scaledProduct(node: Node): readonly Value[] | undefined {
    const { value, factor } = unscaled(node.outputs[0]);
    if (value === node.outputs[0] || this.#uses.get(value) !== 1) return undefined;
    const product = this.valueOf(value).producer;
    if (product?.operator === "Gemm") {
      const { alpha, beta, ...rest } = product.attributes as OperatorAttributes<"Gemm">;
      return this.#graph.apply("Gemm", product.inputs, {
        ...rest,
        alpha: alpha * factor,
        beta: beta * factor,
      });
    }
    if (product?.operator === "FusedMatMul") {
      const { alpha, ...rest } = product.attributes as OperatorAttributes<"FusedMatMul">;
      return this.#graph.apply("FusedMatMul", product.inputs, { ...rest, alpha: alpha * factor });
    }
    return undefined;
  }

  /** Gemm(A, B) + C is Gemm(A, B, C), when nothing else reads the product. */
  #productPlus({ inputs: [left, right] }: Node): readonly Value[] | undefined {
    for (const [term, other] of [
      [left, right],
      [right, left],
    ]) {
      const product = this.#rebuilt.get(term)?.producer;
      const fits = product?.operator === "Gemm" && product.inputs.length === 2;
      if (!fits || this.#uses.get(term) !== 1 || !sameShape(term.shape, other.shape)) continue;
      const attributes = { ...(product.attributes as OperatorAttributes<"Gemm">), beta: 1 };
      return this.#graph.apply("Gemm", [...product.inputs, this.valueOf(other)], attributes);
    }
    return undefined;
  }

  /** The sum of s * X is s times the sum of X, which is smaller. */
  #sumOfScaled({ inputs: [x], attributes }: Node): readonly Value[] | undefined {
    const { value, factor } = unscaled(x);
    if (value === x) return undefined;
    const { axes, keepdims } = attributes as OperatorAttributes<"ReduceSum">;
    return [mul(reduceSum(this.valueOf(value), axes, keepdims === 1), factor)];
  }
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
