const PART = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|[^\p{Lu}\p{Ll}]+/gu;

/** The parts of a name that are told apart by case or by what is no letter: `readFile2` is `read`, `File`, `2`. */
export function nameParts(name: string): string[] {
  return name.match(PART) ?? [];
}
