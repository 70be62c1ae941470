import type { Node } from "./node";
import type { Value } from "./value";

/** The nodes that `outputs` depend on, in the order in which they were added. */
export function reachableNodes(outputs: readonly Value[]): Node[] {
  const needed = new Set<Node>();
  const pending = [...outputs];
  for (let value = pending.pop(); value; value = pending.pop()) {
    const { producer } = value;
    if (producer && !needed.has(producer)) {
      needed.add(producer);
      pending.push(...producer.inputs);
    }
  }
  return outputs.length === 0 ? [] : outputs[0].graph.nodes.filter((node) => needed.has(node));
}
