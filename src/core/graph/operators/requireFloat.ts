import { formatType, GraphError, type Value } from "../value";

/** Refuses inputs that are not float32. */
export function requireFloat(operator: string, inputs: readonly Value[]): void {
  if (inputs.some(({ dtype }) => dtype !== "float32")) {
    throw new GraphError(operator, `expects float32, got ${inputs.map(formatType).join(" and ")}`);
  }
}
