/** Stretches of a text, in UTF-16 units: start and end of each, one after the other. */
export type Windows = number[];

/** What a rule sees in front of a keyword and behind it. */
const BEFORE = 200;
const AFTER = 1200;

/** Adds the window around a keyword; the keywords come in the order of the text, and windows that meet are one. */
export function addWindow(windows: Windows, start: number, end: number): void {
  const from = Math.max(0, start - BEFORE);
  if (windows.length > 0 && windows[windows.length - 1] >= from) windows[windows.length - 1] = end + AFTER;
  else windows.push(from, end + AFTER);
}

/** The windows of several keywords as one list, in order and without overlap. */
export function joinWindows(lists: readonly Windows[]): Windows {
  if (lists.length === 1) return lists[0];
  const pairs = lists.flatMap((list) =>
    Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i], list[2 * i + 1]]),
  );
  const joined: Windows = [];
  for (const [start, end] of pairs.sort((a, b) => a[0] - b[0])) {
    const last = joined.length - 1;
    if (last >= 0 && joined[last] >= start) joined[last] = Math.max(joined[last], end);
    else joined.push(start, end);
  }
  return joined;
}

/** Stretches from `start` to `end` of at most `length`, each of which begins `overlap` before the one in front of it ends. */
export function* overlapping(
  start: number,
  end: number,
  length: number,
  overlap: number,
): Generator<readonly [start: number, end: number]> {
  for (let at = start; ; at += length - overlap) {
    yield [at, Math.min(at + length, end)];
    if (at + length >= end) return;
  }
}
