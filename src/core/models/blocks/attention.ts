import { withCustomGradient } from "../../autodiff";
import {
  add,
  batchTranspose,
  fusedMatMul,
  mul,
  reduceSum,
  reshape,
  softmax,
  sub,
  transpose,
  type Value,
} from "../../graph";
import { tokenCount } from "./context";

export interface AttentionInputs {
  /** [sequence, batch, heads, size], like the keys and the values. */
  readonly queries: Value;
  readonly keys: Value;
  readonly values: Value;
  /** Added to the scores; broadcasts to [batch, heads, sequence, sequence]. */
  readonly bias?: Value;
  /** Applied to the probabilities, and the same way to their gradient. */
  dropout(x: Value): Value;
}

/** Scaled dot-product attention of every token over its sequence (Vaswani et al. 2017): [sequence*batch, heads*size]. */
export function attention({ queries, keys, values, bias, dropout }: AttentionInputs): Value {
  const [sequence, batch, heads, size] = queries.shape;
  const alpha = 1 / Math.sqrt(Number(size));
  const scores = fusedMatMul(batchTranspose(queries), batchTranspose(keys), { transB: true, alpha });
  const perHead = attend(bias ? add(scores, bias) : scores, batchTranspose(values), dropout);
  const width = Number(heads) * Number(size);
  return reshape(transpose(perHead, [2, 0, 1, 3]), [tokenCount(sequence, batch), width]);
}

/**
 * O = dropout(softmax(scores)) values, with P = softmax(scores): dscores = P (dropout(dO values^T) - rowsum(dO O)),
 * where the row sum runs over the head's size instead of the sequence (Dao et al. 2022).
 */
function attend(scores: Value, values: Value, dropout: (x: Value) => Value): Value {
  const probabilities = softmax(scores);
  const kept = dropout(probabilities);
  const output = fusedMatMul(kept, values);
  return withCustomGradient(output, {
    inputs: [scores, values],
    backward(dy) {
      const received = dropout(fusedMatMul(dy, values, { transB: true }));
      const rowSums = reduceSum(mul(dy, output), [dy.shape.length - 1]);
      return [mul(probabilities, sub(received, rowSums)), fusedMatMul(kept, dy, { transA: true })];
    },
  });
}
