/** A place in a text, both from 1, the column in UTF-16 units. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
}

/** Says in which line and column a UTF-16 offset of a text lies; lines end with `\n`, `\r\n` or `\r`. */
export function linePlaces(text: string): (offset: number) => LinePlace {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  };
}
