import { notFinite } from "../prediction/softmax";

/** Logits so much below the highest one add less than a thousandth to the sum of a row of 16,000. */
const NEGLIGIBLE = 18;

/** log(sum(exp(logits))) of a row [vocab]. Throws a Fault "non-finite" for logits that make no distribution. */
export function logSum(row: Float32Array): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < row.length; at++) if (row[at] > max) max = row[at];
  const least = max - NEGLIGIBLE;
  let sum = 0;
  for (let at = 0; at < row.length; at++) if (!(row[at] <= least)) sum += Math.exp(row[at] - max);
  const result = max + Math.log(sum);
  if (Number.isFinite(result)) return result;
  throw notFinite();
}

/** The `count` of `ids` with the largest values in a row, best first. */
export function bestIds(row: Float32Array, ids: Int32Array, count: number): number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < ids.length; index++) {
    const id = ids[index];
    const value = row[id];
    if (value <= least) continue;
    let at = best.length;
    while (at > 0 && value > row[best[at - 1]]) at--;
    best.splice(at, 0, id);
    if (best.length > count) best.pop();
    if (best.length === count) least = row[best[count - 1]];
  }
  return best;
}

/** How many of `ids` have a larger value in a row than `value`. */
export function countAbove(row: Float32Array, ids: Int32Array, value: number): number {
  let above = 0;
  for (let index = 0; index < ids.length; index++) if (row[ids[index]] > value) above++;
  return above;
}
