import { Graph } from "./graph";
import type { Node } from "./node";
import { reachableNodes } from "./reachable";
import type { Value } from "./value";

export type Outputs = Readonly<Record<string, Value>>;

/** A graph that is being rebuilt node by node. */
export interface Rewriting {
  readonly graph: Graph;
  /** What a value of the old graph became. */
  resolve(value: Value): Value;
  /** What it became, if it has been rebuilt already. */
  rebuilt(value: Value): Value | undefined;
}

/** The outputs that take the place of a node's; undefined to copy the node. */
export type RewriteRule = (node: Node, rewriting: Rewriting) => readonly Value[] | undefined;

/** Rebuilds the graph of `outputs`, each node as `rule` says. */
export function rewrite<O extends Outputs>(outputs: O, rule: RewriteRule): O {
  const values = Object.values(outputs);
  const graph = new Graph();
  const known = new Map<Value, Value>();
  for (const input of values[0].graph.inputs) {
    known.set(input, graph.input(input.name, input.dtype, input.shape));
  }
  const rewriting: Rewriting = {
    graph,
    rebuilt: (value) => known.get(value),
    resolve(value) {
      const rebuilt = known.get(value) ?? copyConstant(value, graph);
      known.set(value, rebuilt);
      return rebuilt;
    },
  };
  for (const node of reachableNodes(values)) {
    const results = rule(node, rewriting) ?? copy(node, rewriting);
    for (const [index, output] of node.outputs.entries()) known.set(output, results[index]);
  }
  const entries = Object.entries(outputs).map(([name, value]) => [name, rewriting.resolve(value)]);
  return Object.fromEntries(entries) as O;
}

function copyConstant(value: Value, graph: Graph): Value {
  const data = value.graph.constants.get(value);
  if (!data) throw new Error(`${value.name} is used before it is computed`);
  const named = data.length > 16 ? value.name : undefined;
  return graph.constant(data, value.shape as number[], named);
}

function copy({ operator, inputs, attributes }: Node, { graph, resolve }: Rewriting): readonly Value[] {
  return graph.apply(operator, inputs.map(resolve), attributes as never);
}
