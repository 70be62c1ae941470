import type { Attributes, Node } from "./node";
import { reachableNodes } from "./reachable";
import { formatType, type Value } from "./value";

/** The graph as text, one line a node, for golden tests and for people. */
export function printGraph(outputs: Readonly<Record<string, Value>>): string {
  const values = Object.values(outputs);
  const nodes = reachableNodes(values);
  const used = new Set([...values, ...nodes.flatMap((node) => node.inputs)]);
  const graph = values[0]?.graph;
  if (!graph) return "";
  return [
    ...graph.inputs.filter((input) => used.has(input)).map((v) => `input ${v.name}: ${formatType(v)}`),
    ...nodes.map(printNode),
    ...Object.entries(outputs).map(([name, value]) => `output ${name} = ${operand(value)}`),
  ].join("\n");
}

function printNode({ operator, inputs, outputs, attributes }: Node): string {
  const results = outputs.map((output) => `${output.name}: ${formatType(output)}`).join(", ");
  return `${results} = ${operator}(${inputs.map(operand).join(", ")})${printAttributes(attributes)}`;
}

function operand(value: Value): string {
  const data = value.graph.constants.get(value);
  if (!data) return value.name;
  return data.length <= 4 ? `{${data.join(",")}}` : `${value.name}: ${formatType(value)}`;
}

function printAttributes(attributes: Attributes): string {
  const entries = Object.entries(attributes).filter(([, value]) => value !== 0 && String(value) !== "");
  return entries.length ? ` {${entries.map(([name, value]) => `${name}=${value}`).join(" ")}}` : "";
}
