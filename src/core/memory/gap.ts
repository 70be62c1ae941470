/** Tokens on each side of a word that are compared. */
export const REACH = 4;

/** What stands around a place where a word is missing. */
export interface Gap {
  /** Token ids, the nearest first; at most `REACH`. */
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
}

/** The gap between two stretches of tokens. */
export function gapBetween(before: ArrayLike<number>, after: ArrayLike<number>): Gap {
  const leftLength = Math.min(REACH, before.length);
  const rightLength = Math.min(REACH, after.length);
  return {
    left: Int32Array.from({ length: leftLength }, (_, at) => before[before.length - 1 - at]),
    right: Int32Array.from({ length: rightLength }, (_, at) => after[at]),
  };
}

/** How many tokens before `start` are those left of the gap, counted from the gap on. */
export function matchingLeft(tokens: ArrayLike<number>, start: number, { left }: Gap): number {
  let same = 0;
  while (same < left.length && tokens[start - 1 - same] === left[same]) same++;
  return same;
}

/** Likewise of those from `end` on and right of the gap. */
export function matchingRight(tokens: ArrayLike<number>, end: number, { right }: Gap): number {
  let same = 0;
  while (same < right.length && tokens[end + same] === right[same]) same++;
  return same;
}
