import { GraphError, type Node, type OperatorName, reachableNodes, type Value } from "../graph";
import { type Contribution, type Gradient, sumContributions, toDense } from "./contribution";
import { customGradientOf } from "./customGradient";
import { type Backward, RULES, type Rule } from "./rules";

/**
 * Appends the backward pass of a scalar `loss` to its graph: reverse-mode differentiation, one rule a node.
 * @param wrt graph inputs to differentiate by.
 * @returns the gradient of the loss by each of `wrt` that it depends on.
 * @throws GraphError when the loss is no scalar or a gradient would have to pass an operator that has no rule.
 */
export function gradients(loss: Value, wrt: readonly Value[]): Map<Value, Gradient> {
  if (loss.shape.length !== 0)
    throw new GraphError("gradients", `the loss must be a scalar, not ${loss.shape}`);
  const forward = reachableNodes([loss]);
  const active = valuesDependingOn(new Set(wrt), forward);
  const received = new Map<Value, Contribution[]>([[loss, [loss.graph.scalar(1)]]]);
  for (const node of forward.toReversed()) {
    for (const [input, contribution] of contributions(node, received)) {
      if (contribution && active.has(input)) push(received, input, contribution);
    }
  }
  const reached = wrt.filter((value) => received.has(value));
  return new Map(reached.map((value) => [value, sumContributions(value, received.get(value) ?? [])]));
}

function valuesDependingOn(wrt: ReadonlySet<Value>, nodes: readonly Node[]): Set<Value> {
  const active = new Set(wrt);
  for (const node of nodes) {
    if (node.inputs.some((input) => active.has(input))) for (const output of node.outputs) active.add(output);
  }
  return active;
}

type Received = Map<Value, Contribution[]>;

function contributions(node: Node, received: Received): (readonly [Value, Contribution | undefined])[] {
  const { operator, inputs, outputs } = node;
  const [output, ...others] = outputs;
  if (others.some((other) => received.has(other))) {
    throw new GraphError(operator, "has no gradient for its second and later outputs");
  }
  const sum = received.get(output);
  if (!sum) return [];
  const dy = toDense(output, sumContributions(output, sum));
  const custom = customGradientOf(output);
  if (custom) return zip(custom.inputs, custom.backward(dy));
  const rule = RULES[operator];
  if (rule === "integer") return [];
  if (rule === "forward-only") throw new GraphError(operator, "has no gradient rule");
  const backward: Backward<never> = { inputs, outputs, attributes: node.attributes as never, dy };
  return zip(inputs, (rule as Rule<OperatorName>)(backward));
}

function zip(inputs: readonly Value[], gradients: readonly (Contribution | undefined)[]) {
  return inputs.map((input, index) => [input, gradients[index]] as const);
}

function push(received: Received, value: Value, contribution: Contribution): void {
  const list = received.get(value);
  if (list) list.push(contribution);
  else received.set(value, [contribution]);
}
