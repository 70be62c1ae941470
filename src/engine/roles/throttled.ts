const INTERVAL_MS = 200;

/**
 * Passes on one value in a while, as progress is for people.
 * @param isImportant whether a value is passed on at once, after the one that was passed on last
 */
export function throttled<T>(
  report: (value: T) => void,
  isImportant: (value: T, last: T | undefined) => boolean,
): (value: T) => void {
  let last: T | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  return (value) => {
    if (!isImportant(value, last) && performance.now() - lastAt < INTERVAL_MS) return;
    last = value;
    lastAt = performance.now();
    report(value);
  };
}
