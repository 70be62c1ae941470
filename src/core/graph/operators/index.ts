import { elementwise } from "./elementwise";
import { indexing } from "./indexing";
import { matmul } from "./matmul";
import { normalization } from "./normalization";
import { rotary } from "./rotary";
import type { AttributesOf, OperatorSchema } from "./schema";
import { shapeOperators } from "./shape";

/** Every operator that a graph may hold. Adding one makes the compiler ask for its gradient rule. */
export const OPERATORS = {
  ...elementwise,
  ...matmul,
  ...normalization,
  ...shapeOperators,
  ...indexing,
  ...rotary,
} as const;

export type OperatorName = keyof typeof OPERATORS;

export type OperatorAttributes<N extends OperatorName> = AttributesOf<(typeof OPERATORS)[N]["attributes"]>;

/** The schema of an operator whose name is known only at run time. */
export function schemaOf(name: OperatorName): OperatorSchema {
  return OPERATORS[name] as OperatorSchema;
}
