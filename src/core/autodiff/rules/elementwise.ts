import { cos, exp, greater, mul, neg, sin, sub, toFloat, type Value } from "../../graph";
import { unbroadcast } from "../contribution";
import type { RuleTable } from "../rules";

const LOG_TWO_OVER_SQRT_PI = Math.log(2 / Math.sqrt(Math.PI));

const square = (x: Value): Value => mul(x, x);

export const elementwiseRules = {
  /** dx = dy */
  Identity: ({ dy }) => [dy],
  /** da = dy, db = dy */
  Add: ({ inputs: [a, b], dy }) => [unbroadcast(dy, a), unbroadcast(dy, b)],
  /** da = dy, db = -dy */
  Sub: ({ inputs: [a, b], dy }) => [unbroadcast(dy, a), unbroadcast(neg(dy), b)],
  /** da = dy b, db = dy a */
  Mul: ({ inputs: [a, b], dy }) => [unbroadcast(mul(dy, b), a), unbroadcast(mul(dy, a), b)],
  /** dx = -dy */
  Neg: ({ dy }) => [neg(dy)],
  /** dx = dy exp(x) */
  Exp: ({ outputs: [y], dy }) => [mul(dy, y)],
  /** dx = dy / x, with 1 / x = exp(-log(x)) */
  Log: ({ outputs: [y], dy }) => [mul(dy, exp(neg(y)))],
  /** dx = dy 2/sqrt(pi) exp(-x^2), the factor inside the exponent */
  Erf: ({ inputs: [x], dy }) => [mul(dy, exp(sub(x.graph.scalar(LOG_TWO_OVER_SQRT_PI), square(x))))],
  /** dx = -dy sin(x) */
  Cos: ({ inputs: [x], dy }) => [neg(mul(dy, sin(x)))],
  /** dx = dy cos(x) */
  Sin: ({ inputs: [x], dy }) => [mul(dy, cos(x))],
  /** dx = -dy / x^2 */
  Reciprocal: ({ outputs: [y], dy }) => [neg(mul(dy, square(y)))],
  /** dx = dy where x > 0, else 0 */
  Relu: ({ inputs: [x], dy }) => [mul(dy, toFloat(greater(x, x.graph.scalar(0))))],
  Equal: "integer",
  Greater: "integer",
  Cast: "integer",
} satisfies Partial<RuleTable>;
