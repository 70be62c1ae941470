import { withCustomGradient } from "../../autodiff";
import { add, erf, exp, mul, neg, reciprocal, relu, sub, type Value } from "../../graph";

export type HiddenAct = "gelu" | "gelu_new" | "relu" | "silu";

const LOG_TWO_OVER_SQRT_PI = Math.log(2 / Math.sqrt(Math.PI));

/**
 * x Phi(x) with Phi the standard normal distribution (Hendrycks, Gimpel 2016), as z (1 + erf(z)) / sqrt(2), z = x / sqrt(2).
 * dx = dy/2 (1 + erf(z) + z 2/sqrt(pi) exp(-z^2)): two passes fewer than the chain of its parts.
 */
function gelu(x: Value): Value {
  const z = mul(x, Math.SQRT1_2);
  const onePlusErf = add(erf(z), 1);
  return withCustomGradient(mul(mul(z, onePlusErf), Math.SQRT1_2), {
    inputs: [x],
    backward(dy) {
      const density = exp(sub(x.graph.scalar(LOG_TWO_OVER_SQRT_PI), mul(z, z)));
      return [mul(mul(dy, 0.5), add(onePlusErf, mul(z, density)))];
    },
  });
}

/**
 * The tanh approximation of GELU, x/2 (1 + tanh(u)) with u = sqrt(2/pi) (x + 0.044715 x^3), as x sigmoid(2u):
 * ONNX Runtime's Tanh has three times the error of its Exp.
 */
function geluNew(x: Value): Value {
  const cube = mul(mul(x, x), x);
  return mul(x, sigmoid(mul(add(x, mul(cube, 0.044715)), 2 * Math.sqrt(2 / Math.PI))));
}

/** x sigmoid(x) (Elfwing et al. 2017). */
function silu(x: Value): Value {
  return mul(x, sigmoid(x));
}

/** y = 1 / (1 + exp(-x)); dx = dy y (1 - y), which stays finite where exp(-x) does not. */
function sigmoid(x: Value): Value {
  const y = reciprocal(add(exp(neg(x)), 1));
  return withCustomGradient(y, {
    inputs: [x],
    backward: (dy) => [mul(dy, mul(y, sub(x.graph.scalar(1), y)))],
  });
}

/** The activation functions under Hugging Face's names. */
export const ACTIVATIONS: Readonly<Record<HiddenAct, (x: Value) => Value>> = {
  gelu,
  gelu_new: geluNew,
  relu,
  silu,
};
