import { exp, matMul, mul, reduceSum, reshape, sub } from "../../graph";
import { unbroadcast } from "../contribution";
import type { RuleTable } from "../rules";

export const normalizationRules = {
  /** dx = y (dy - sum(dy y)), the sum over the last axis */
  Softmax: ({ outputs: [y], dy }) => [mul(y, sub(dy, reduceSum(mul(dy, y), [y.shape.length - 1])))],

  /** dx = dy - exp(y) sum(dy), the sum over the last axis */
  LogSoftmax: ({ outputs: [y], dy }) => [sub(dy, mul(exp(y), reduceSum(dy, [y.shape.length - 1])))],

  /**
   * With n = (x - mean) / std over the last axis of size H (Ba, Kiros, Hinton 2016):
   * dscale = sum(dy n), dbias = sum(dy), dx = (dy scale - sum(dy scale)/H - n sum(dy scale n)/H) / std.
   */
  LayerNormalization({ inputs: [x, scale, bias], outputs: [, mean, inverseStd], dy }) {
    const hidden = x.shape.at(-1) as number;
    const normalized = mul(sub(x, mean), inverseStd);
    const weighted = mul(dy, normalized);
    const scaleColumn = mul(reshape(scale, [hidden, 1]), 1 / hidden);
    const centered = sub(mul(dy, scale), mul(normalized, matMul(weighted, scaleColumn)));
    const dx = mul(sub(centered, matMul(dy, scaleColumn)), inverseStd);
    return [dx, unbroadcast(weighted, scale), unbroadcast(dy, bias)];
  },
} satisfies Partial<RuleTable>;
