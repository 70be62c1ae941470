import { withCustomGradient } from "../../autodiff";
import {
  add,
  exp,
  gatherND,
  logSoftmax,
  mul,
  neg,
  reduceSum,
  scatterAdd,
  type Value,
  zerosLike,
} from "../../graph";

/** -log softmax(logits)[label] of each row, [rows]; `labels` are int64 (row, label) pairs [rows, 2]. */
export function negativeLogLikelihood(logits: Value, labels: Value): Value {
  return neg(gatherND(logSoftmax(logits), labels));
}

/**
 * The sum over rows of -log softmax(logits)[label], a scalar.
 * d logits = dy (softmax(logits) - onehot(labels)): one pass over [rows, vocab] instead of five.
 */
export function crossEntropySum(logits: Value, labels: Value): Value {
  const logProbabilities = logSoftmax(logits);
  const nll = neg(gatherND(logProbabilities, labels));
  return withCustomGradient(reduceSum(nll, [0], false), {
    inputs: [logits],
    backward(dy) {
      const minusOne = add(zerosLike(nll), -1);
      return [mul(scatterAdd(exp(logProbabilities), labels, minusOne), dy)];
    },
  });
}
