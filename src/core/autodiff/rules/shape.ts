import { expandLike, reshape, transpose } from "../../graph";
import { unbroadcast } from "../contribution";
import type { RuleTable } from "../rules";

export const shapeRules = {
  /** The same elements in the input's shape. */
  Reshape: ({ inputs: [x], dy }) => [reshape(dy, x.shape)],
  /** The inverse permutation. */
  Transpose: ({ attributes: { perm }, dy }) => [
    transpose(
      dy,
      perm.map((_, axis) => perm.indexOf(axis)),
    ),
  ],
  /** The sum over the repeated axes. */
  Expand: ({ inputs: [x], dy }) => [unbroadcast(dy, x)],
  /** Every summed element receives the sum's gradient. */
  ReduceSum({ inputs: [x], attributes: { axes }, dy }) {
    const kept = x.shape.map((d, axis) => (axes.includes(axis) ? 1 : d));
    return [expandLike(reshape(dy, kept), x)];
  },
  Shape: "integer",
  Concat: "integer",
  ConstantOfShape: "integer",
} satisfies Partial<RuleTable>;
