/** The length that models are commonly trained at: longer contexts cost time, and a model may not know them. */
export const USUAL_WINDOW_TOKENS = 128;

/** A stretch of a token sequence that fits the model, and the masks to predict in it. */
export interface ContextWindow {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Ascending, in terms of the whole sequence. */
  readonly positions: readonly number[];
}

/**
 * Windows of at most `length` tokens that put each mask as near the middle as the sequence allows; masks that lie
 * well inside the window of an earlier one share it.
 * @param masks ascending positions in `ids`.
 */
export function contextWindows(
  ids: ArrayLike<number>,
  masks: readonly number[],
  length: number,
): ContextWindow[] {
  if (ids.length <= length) return [{ start: 0, end: ids.length, positions: masks }];
  const windows: { start: number; end: number; positions: number[] }[] = [];
  const margin = Math.floor(length / 4);
  for (const mask of masks) {
    const last = windows.at(-1);
    if (last && mask < last.end - (last.end === ids.length ? 0 : margin)) {
      last.positions.push(mask);
      continue;
    }
    const start = Math.max(0, Math.min(mask - Math.floor(length / 2), ids.length - length));
    windows.push({ start, end: start + length, positions: [mask] });
  }
  return windows;
}
