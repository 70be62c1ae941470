/** `word` with the capitals of `other`: all, or the first; without capitals there as it is. */
export function withCapitalsOf(word: string, other: string): string {
  const [first = "", ...rest] = other;
  if (!isCapital(first)) return word;
  return rest.length > 0 && isCapital(other) ? word.toUpperCase() : capitalized(word);
}

/** `word` in the case of `other`: all capitals, a capital first, or neither. */
export function inCaseOf(word: string, other: string): string {
  const [first = "", ...rest] = word;
  return withCapitalsOf(first.toLowerCase() + rest.join(""), other);
}

function capitalized(word: string): string {
  const [first = "", ...rest] = word;
  return first.toUpperCase() + rest.join("");
}

function isCapital(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}
