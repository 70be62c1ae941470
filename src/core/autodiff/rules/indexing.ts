import { equal, mul, reshape, sub, toFloat, type Value } from "../../graph";
import type { RuleTable } from "../rules";

/** Rows whose index is `paddingIdx` become zero, as torch.nn.Embedding does. */
function withoutPadding(dy: Value, indices: Value, paddingIdx: number): Value {
  if (paddingIdx < 0) return dy;
  const { graph } = dy;
  const isPadding = toFloat(equal(indices, graph.constant(BigInt64Array.of(BigInt(paddingIdx)), [])));
  const rowAxes = dy.shape.length - indices.shape.length;
  const keep = sub(graph.scalar(1), isPadding);
  return mul(dy, reshape(keep, [...indices.shape, ...Array<number>(rowAxes).fill(1)]));
}

export const indexingRules = {
  /** Row i of the table receives the sum of dy over the places where the index is i. */
  Gather: ({ inputs: [, indices], attributes, dy }) => [
    { indices, values: withoutPadding(dy, indices, attributes.padding_idx) },
    undefined,
  ],
  GatherND: "forward-only",
  ScatterND: "forward-only",
  /** The slice's rows of x receive dy. */
  Slice: ({ attributes: { start }, dy }) => [{ start, values: dy }],
} satisfies Partial<RuleTable>;
