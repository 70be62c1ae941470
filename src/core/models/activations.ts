import { add, erf, mul, relu, tanh, type Value } from "../graph";
import type { HiddenAct } from "./config";

/** x Phi(x) with Phi the standard normal distribution (Hendrycks, Gimpel 2016), as z (1 + erf(z)) / sqrt(2), z = x / sqrt(2). */
function gelu(x: Value): Value {
  const z = mul(x, Math.SQRT1_2);
  return mul(mul(z, add(erf(z), 1)), Math.SQRT1_2);
}

/** The tanh approximation of GELU: x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
function geluNew(x: Value): Value {
  const cube = mul(mul(x, x), x);
  const inner = mul(add(x, mul(cube, 0.044715)), Math.sqrt(2 / Math.PI));
  return mul(mul(x, 0.5), add(tanh(inner), 1));
}

/** The activation functions under Hugging Face's names. */
export const ACTIVATIONS: Readonly<Record<HiddenAct, (x: Value) => Value>> = {
  gelu,
  gelu_new: geluNew,
  relu,
};
