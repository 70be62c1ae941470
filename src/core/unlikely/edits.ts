/** Edits that are looked for: more make another word of most. */
export const MOST_EDITS = 2;

/**
 * How many letters must be left out, put in, exchanged for another or swapped with their neighbour to make `b` of `a`, no letter
 * twice (Damerau 1964; Boytsov 2011: optimal string alignment); undefined where these are more than `MOST_EDITS`.
 */
export function editsBetween(a: string, b: string): number | undefined {
  if (Math.abs(a.length - b.length) > MOST_EDITS) return undefined;
  let [beforeLast, last] = [
    new Uint8Array(b.length + 1),
    Uint8Array.from({ length: b.length + 1 }, (_, at) => at),
  ];
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint8Array(b.length + 1);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + Number(!same));
      if (isSwap(a, i, b, j)) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > MOST_EDITS) return undefined;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] <= MOST_EDITS ? last[b.length] : undefined;
}

/** Whether the letters that end at `i` and `j` are the same two the other way round. */
function isSwap(a: string, i: number, b: string, j: number): boolean {
  return (
    i > 1 &&
    j > 1 &&
    a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
    a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
  );
}
