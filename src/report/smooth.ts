/**
 * An exponential moving average over `values`, without the pull towards zero at its beginning. `span` is the number of
 * points that weigh most of it, at least 1.
 */
export function smooth(values: readonly number[], span: number): number[] {
  const keep = (span - 1) / (span + 1);
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    sum = keep * sum + value;
    weight = keep * weight + 1;
    return sum / weight;
  });
}

/** As many points as make a curve calm and leave it its shape. */
export function smoothingSpan(points: number): number {
  return Math.max(1, Math.min(25, points / 12));
}
