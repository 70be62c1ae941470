/** log softmax of one row of logits, accumulated in fp64. */
export function logSoftmax(logits: Float32Array): Float32Array {
  const max = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - max);
  const logSum = max + Math.log(sum);
  return logits.map((logit) => logit - logSum);
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
