import { Fault } from "../errors";

/** log softmax of one row of logits, accumulated in fp64. Throws a Fault `non-finite` for logits that make no distribution. */
export function logSoftmax(logits: Float32Array): Float32Array {
  let max = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logits.length; at++) if (logits[at] > max) max = logits[at];
  let sum = 0;
  for (let at = 0; at < logits.length; at++) sum += Math.exp(logits[at] - max);
  const logSum = max + Math.log(sum);
  if (!Number.isFinite(logSum)) throw notFinite();
  const logProbabilities = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at++) logProbabilities[at] = logits[at] - logSum;
  return logProbabilities;
}

export function notFinite(): Fault {
  return new Fault(
    "non-finite",
    "What the model answers is not a finite number: its weights are damaged or too large; choose another model.",
  );
}

/** The indices of the `count` largest values, largest first; of equal values the first comes first. */
export function bestIndices(values: ArrayLike<number>, count: number): number[] {
  const best: number[] = [];
  for (let index = 0; index < values.length; index++) {
    if (best.length === count && values[index] <= values[best[count - 1]]) continue;
    let at = best.length;
    while (at > 0 && values[index] > values[best[at - 1]]) at--;
    best.splice(at, 0, index);
    if (best.length > count) best.pop();
  }
  return best;
}
