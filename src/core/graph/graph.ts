import type { Node } from "./node";
import { type OperatorAttributes, type OperatorName, schemaOf } from "./operators";
import { type DType, GraphError, type Shape, type Value, type ValueType } from "./value";

export type ConstantData = Float32Array | BigInt64Array | Int8Array;

/** An ONNX graph under construction: inputs, constants and nodes in the order they were added. */
export class Graph {
  readonly inputs: Value[] = [];
  readonly nodes: Node[] = [];
  readonly constants = new Map<Value, ConstantData>();
  /** Gradient formulas for whole subgraphs: see autodiff/customGradient. */
  readonly customGradients = new Map<Value, unknown>();
  readonly #constantCache = new Map<string, Value>();
  readonly #names = new Set<string>();

  /** A value that is fed at every run. */
  input(name: string, dtype: DType, shape: Shape): Value {
    const value = this.#value(name, { dtype, shape });
    this.inputs.push(value);
    return value;
  }

  /** A value stored in the graph. Equal unnamed constants of up to 16 elements are stored once. */
  constant(data: ConstantData, shape: readonly number[], name?: string): Value {
    const dtype = dtypeOf(data);
    const key = name === undefined && data.length <= 16 ? `${dtype}[${shape}]${data.join()}` : undefined;
    const known = key === undefined ? undefined : this.#constantCache.get(key);
    if (known) return known;
    const value = this.#value(name ?? `constant_${this.constants.size}`, { dtype, shape });
    this.constants.set(value, data);
    if (key !== undefined) this.#constantCache.set(key, value);
    return value;
  }

  scalar(value: number): Value {
    return this.constant(Float32Array.of(value), []);
  }

  int64(values: readonly number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /**
   * Adds a node and returns its outputs.
   * @throws GraphError naming the operator and the shapes when they do not fit.
   */
  apply<N extends OperatorName>(
    operator: N,
    inputs: readonly Value[],
    attributes: OperatorAttributes<N>,
  ): readonly Value[] {
    if (inputs.some((input) => input.graph !== this)) {
      throw new GraphError(operator, "an input belongs to another graph");
    }
    const types = schemaOf(operator).infer(inputs, attributes);
    const index = this.nodes.length;
    const outputs: Value[] = [];
    const node: Node = { operator, inputs, attributes, outputs };
    for (const [position, type] of types.entries()) {
      outputs.push(this.#value(`${operator}_${index}${position ? `_${position}` : ""}`, type, node));
    }
    this.nodes.push(node);
    return outputs;
  }

  #value(name: string, { dtype, shape }: ValueType, producer?: Node): Value {
    if (this.#names.has(name)) throw new GraphError("Graph", `the name ${name} is taken`);
    this.#names.add(name);
    return { graph: this, name, dtype, shape, ...(producer && { producer }) };
  }
}

function dtypeOf(data: ConstantData): DType {
  if (data instanceof Float32Array) return "float32";
  return data instanceof Int8Array ? "int8" : "int64";
}
