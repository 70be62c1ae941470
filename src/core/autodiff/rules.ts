import type { OperatorAttributes, OperatorName, Value } from "../graph";
import type { Contribution } from "./contribution";
import { elementwiseRules } from "./rules/elementwise";
import { indexingRules } from "./rules/indexing";
import { matmulRules } from "./rules/matmul";
import { normalizationRules } from "./rules/normalization";
import { rotaryRules } from "./rules/rotary";
import { shapeRules } from "./rules/shape";

/** One node seen from its gradient: `dy` is the gradient of its first output. */
export interface Backward<N extends OperatorName> {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: OperatorAttributes<N>;
  readonly dy: Value;
}

/** What each input receives, in the order of the inputs; undefined for none. */
export type Rule<N extends OperatorName> = (backward: Backward<N>) => readonly (Contribution | undefined)[];

/**
 * How gradients pass each operator. "integer": nothing differentiable goes in or comes out.
 * "forward-only": no rule, because only gradients and custom gradients use it; meeting it is an error.
 */
export type RuleTable = { readonly [N in OperatorName]: Rule<N> | "integer" | "forward-only" };

/** Exhaustive: an operator without an entry does not compile. */
export const RULES: RuleTable = {
  ...elementwiseRules,
  ...matmulRules,
  ...normalizationRules,
  ...shapeRules,
  ...indexingRules,
  ...rotaryRules,
};
