import type { Dim, Shape, Value, ValueType } from "../value";

/** A size or a shape is for shape inference alone: ONNX knows no such attribute. */
export type AttributeKind = "int" | "float" | "ints" | "string" | "dim" | "shape";

type AttributeOf<K extends AttributeKind> = K extends "ints"
  ? readonly number[]
  : K extends "string"
    ? string
    : K extends "shape"
      ? Shape
      : K extends "dim"
        ? Dim
        : number;

export type AttributeKinds = Readonly<Record<string, AttributeKind>>;

export type AttributesOf<K extends AttributeKinds> = { readonly [N in keyof K]: AttributeOf<K[N]> };

/** What the graph knows of one ONNX operator. */
export interface OperatorSchema<K extends AttributeKinds = AttributeKinds> {
  /** "" for the standard operators, "com.microsoft" for ONNX Runtime's own. */
  readonly domain: "" | "com.microsoft";
  readonly attributes: K;
  /** Attributes for shape inference and gradients alone; they are not written to ONNX. */
  readonly internal?: readonly (keyof K)[];
  /** Types of the outputs; throws a GraphError that names the shapes. */
  infer(inputs: readonly Value[], attributes: AttributesOf<K>): readonly ValueType[];
}

/** Declares an operator, keeping the literal types of its attributes. */
export function operator<const K extends AttributeKinds>(schema: OperatorSchema<K>): OperatorSchema<K> {
  return schema;
}
