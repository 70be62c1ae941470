import type { Value } from "../graph";

/** A hand-written gradient for the subgraph from `inputs` to one output, instead of its nodes' own rules. */
export interface CustomGradient {
  readonly inputs: readonly Value[];
  /** From the output's gradient to the inputs' gradients, in their order. */
  backward(dy: Value): readonly Value[];
}

/**
 * Declares the gradient of `output` with respect to `inputs`, where a formula for the whole is cheaper or more
 * accurate than the chain of its parts (JAX calls it custom_vjp). Nothing inside may be used elsewhere.
 */
export function withCustomGradient(output: Value, gradient: CustomGradient): Value {
  output.graph.customGradients.set(output, gradient);
  return output;
}

export function customGradientOf(output: Value): CustomGradient | undefined {
  return output.graph.customGradients.get(output) as CustomGradient | undefined;
}
