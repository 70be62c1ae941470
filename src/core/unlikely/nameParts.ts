const PART = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|[^\p{Lu}\p{Ll}]+/gu;

/** The parts of a name that are told apart by case or by what is no letter: `readFile2` is `read`, `File`, `2`. */
export function nameParts(name: string): string[] {
  return name.match(PART) ?? [];
}

const UPPER = /^\p{Lu}+$/u;
const CAPITAL = /^\p{Lu}/u;

/** A word in the case of another: all capitals, a capital first, or neither. */
export function inCaseOf(word: string, other: string): string {
  if (other.length > 1 && UPPER.test(other)) return word.toUpperCase();
  if (CAPITAL.test(other)) return word[0].toUpperCase() + word.slice(1);
  return word[0].toLowerCase() + word.slice(1);
}
