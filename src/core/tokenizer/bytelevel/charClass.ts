/** The classes of characters that the words of GPT-2 are made of. */
export const CharClass = {
  /** U+0020, which belongs to the word behind it. */
  Space: 1,
  /** Other white space. */
  White: 2,
  Letter: 3,
  Number: 4,
  Other: 5,
} as const;

/** The class of a code point; lone surrogates are read as U+FFFD. */
export type CharClasses = (codePoint: number) => number;

export function createCharClasses(): CharClasses {
  const known = new Uint8Array(0x110000);
  return (codePoint) => {
    if (known[codePoint] === 0) known[codePoint] = classOf(String.fromCodePoint(codePoint));
    return known[codePoint]!;
  };
}

function classOf(char: string): number {
  if (char === " ") return CharClass.Space;
  if (/\p{White_Space}/u.test(char)) return CharClass.White;
  if (/\p{L}/u.test(char)) return CharClass.Letter;
  return /\p{N}/u.test(char) ? CharClass.Number : CharClass.Other;
}
