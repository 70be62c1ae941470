import type { OperatorName } from "./operators";
import type { Shape, Value } from "./value";

export type AttributeValue = number | string | readonly number[] | Shape;

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** One application of an ONNX operator. */
export interface Node {
  readonly operator: OperatorName;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  /** Filled by the graph that creates the node. */
  readonly outputs: readonly Value[];
}
