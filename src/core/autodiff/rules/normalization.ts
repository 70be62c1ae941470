import { exp, matMul, mul, reduceSum, reshape, sub, type Value } from "../../graph";
import { unbroadcast } from "../contribution";
import type { RuleTable } from "../rules";

export const normalizationRules = {
  /** dx = y (dy - sum(dy y)), the sum over the last axis */
  Softmax: ({ outputs: [y], dy }) => [mul(y, sub(dy, reduceSum(mul(dy, y), [y.shape.length - 1])))],

  /** dx = dy - exp(y) sum(dy), the sum over the last axis */
  LogSoftmax: ({ outputs: [y], dy }) => [sub(dy, mul(exp(y), reduceSum(dy, [y.shape.length - 1])))],

  /**
   * With n = (x - mean) / std over the last axis of size H (Ba, Kiros, Hinton 2016):
   * dscale = sum(dy n), dbias = sum(dy), dx = (dy scale - sum(dy scale)/H - n sum(dy scale n)/H) / std; the sums over H are products with scale/H.
   */
  LayerNormalization({ inputs: [x, scale, bias], outputs: [, mean, inverseStd], dy }) {
    const hidden = x.shape.at(-1) as number;
    const normalized = mul(sub(x, mean), inverseStd);
    const weighted = mul(dy, normalized);
    const perElement = reshape(mul(scale, 1 / hidden), [hidden, 1]);
    const meanOf = (v: Value) => matMul(v, perElement);
    const centered = sub(sub(mul(dy, scale), mul(normalized, meanOf(weighted))), meanOf(dy));
    const dx = mul(centered, inverseStd);
    const dscale = unbroadcast(weighted, scale);
    return bias ? [dx, dscale, unbroadcast(dy, bias)] : [dx, dscale];
  },
} satisfies Partial<RuleTable>;
