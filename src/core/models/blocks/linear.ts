import { gemm, layerNormalization, rowsFrom, type Value } from "../../graph";
import type { Dense, Norm } from "../parameters";
import type { ModelContext } from "./context";

/** A dense layer as Hugging Face stores it: x [rows, in] times weight [out, in] transposed, plus bias [out]. */
export function linear<C>(context: ModelContext<C>, x: Value, { weight, bias }: Dense): Value {
  return gemm(x, context.parameter(weight), {
    ...(bias && { c: context.parameter(bias) }),
    transB: true,
  });
}

/**
 * A dense layer that is several of equal width, stored one after the other: the output of each, [rows, out / count].
 * The weight is cut rather than the output, which is larger.
 */
export function linears<C>(context: ModelContext<C>, x: Value, layers: Dense, count: number): Value[] {
  const weight = context.parameter(layers.weight);
  const bias = layers.bias && context.parameter(layers.bias);
  const width = layers.weight.shape[0] / count;
  return Array.from({ length: count }, (_, index) =>
    gemm(x, rowsFrom(weight, index * width, width), {
      ...(bias && { c: rowsFrom(bias, index * width, width) }),
      transB: true,
    }),
  );
}

/** `x` [rows, hidden], each row normalised to mean 0 and variance 1, then scaled and shifted (Ba et al. 2016). */
export function layerNorm<C>(
  context: ModelContext<C>,
  x: Value,
  { scale, bias }: Norm,
  epsilon: number,
): Value {
  return layerNormalization(x, context.parameter(scale), bias && context.parameter(bias), epsilon);
}
