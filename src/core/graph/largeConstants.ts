import type { ConstantData } from "./graph";
import { reachableNodes } from "./reachable";
import type { Outputs } from "./rewrite";
import type { Value } from "./value";

/** Shapes, axes and factors have fewer elements. */
const FEW = 64;

/** The constants of many elements that `outputs` need: weights. */
export function largeConstants(outputs: Outputs): Map<Value, ConstantData> {
  const values = Object.values(outputs);
  const used = new Set(reachableNodes(values).flatMap((node) => node.inputs));
  const { constants } = values[0].graph;
  return new Map([...constants].filter(([value, data]) => used.has(value) && data.length > FEW));
}
