import { expandLike, reshape, rowsFrom, transpose } from "../../graph";
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
  ReduceMax: "forward-only",
  Shape: "integer",
  /** Each of the joined values receives its rows of dy. */
  Concat({ inputs, dy }) {
    let start = 0;
    return inputs.map(({ shape: [rows] }) => {
      start += Number(rows);
      return rowsFrom(dy, start - Number(rows), Number(rows));
    });
  },
  ConstantOfShape: "integer",
} satisfies Partial<RuleTable>;
