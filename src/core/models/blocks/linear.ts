import { gemm, layerNormalization, type Value } from "../../graph";
import type { Dense, Norm } from "../parameters";
import type { ModelContext } from "./context";

/** A dense layer as Hugging Face stores it: x [rows, in] times weight [out, in] transposed, plus bias [out]. */
export function linear<C>(context: ModelContext<C>, x: Value, { weight, bias }: Dense): Value {
  return gemm(x, context.parameter(weight), { c: context.parameter(bias), transB: true });
}

export function layerNorm<C>(
  context: ModelContext<C>,
  x: Value,
  { scale, bias }: Norm,
  epsilon: number,
): Value {
  return layerNormalization(x, context.parameter(scale), context.parameter(bias), epsilon);
}
