/**
 * Letters that follow a letter in words of English, German, French, Italian, Spanish, Portuguese and Czech without accents: at least
 * two in ten thousand pairs of letters in distinct words.
 */
const FOLLOWERS: Readonly<Record<string, string>> = {
  a: "bcdefghijklmnprstuvwxyz",
  b: "abceijloprstuy",
  c: "acehiklorstuy",
  d: "abcdegilmnorsuvy",
  e: "abcdefghijklmnopqrstuvwxyz",
  f: "aefilorstuy",
  g: "aeghilnorstu",
  h: "aeilmnorstuy",
  i: "abcdefgklmnopqrstuvxz",
  j: "aeiosu",
  k: "aeilnorstu",
  l: "abcdefghiklmnopstuvy",
  m: "abcdeilmnoprsuy",
  n: "acdefghijklmnoprstuvyz",
  o: "abcdefghijklmnoprstuvwxyz",
  p: "aehiloprstuy",
  q: "u",
  r: "abcdefgiklmnoprstuvwyz",
  s: "abcefghiklmnopqrstuvwy",
  t: "acdefghiklmnoprstuwy",
  u: "abcdefgiklmnoprstvxz",
  v: "aeiory",
  w: "aehinors",
  x: "aceipt",
  y: "aeilmnopst",
  z: "adeiloz",
};

/** Of letters in a row, how many stand behind one that they hardly ever follow in words. */
function oddPairs(letters: string): number {
  let odd = 0;
  for (let i = 1; i < letters.length; i++) if (!FOLLOWERS[letters[i - 1]].includes(letters[i])) odd++;
  return odd;
}

/** Whether letters are those of no language: of a row of words, hardly a pair is odd. */
export function isOdd(letters: string): boolean {
  return oddPairs(letters.toLowerCase()) > letters.length / 6;
}

/** Of pairs in a word, and of the length of a name in camel case, at most. */
const MOST_ODD_PAIRS = 1;
const MOST_HUMPS = 1 / 3;

/** Whether letters are no words: a short password from a generator, or from a hand that ran over the keys. */
export function isJumble(value: string): boolean {
  if (SIGNED.test(value)) return isOddOfBothCases(value);
  if (!/^[A-Za-z]{8,16}$/.test(value)) return false;
  const humps = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const odd = humps.reduce((sum, hump) => sum + oddPairs(hump.toLowerCase()), 0);
  if (odd > MOST_ODD_PAIRS || humps.length > MOST_HUMPS * value.length) return true;
  return (
    odd > 0 && humps.length > 2 && value.length <= SHORT && humps.some((hump) => LONE_CAPITALS.test(hump))
  );
}

/** Of a name with an acronym in it, which is longer. */
const SHORT = 10;
const LONE_CAPITALS = /^(?:[A-Z]|[A-Z]{3,})$/;

/** Letters of both cases with signs between. */
const SIGNED = /^(?=.{8,20}$)(?=.*[a-z])(?=.*[A-Z])[A-Za-z]+(?:[-_.]{1,2}[A-Za-z]*)+$/;

/** Whether small letters are no words, nor what names are short for: acronyms and the first letters of words are in capitals. */
function isOddOfBothCases(value: string): boolean {
  const humps = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const small = humps.filter((hump) => /[a-z]/.test(hump));
  const odd = small.reduce((sum, hump) => sum + oddPairs(hump.toLowerCase()), 0);
  return humps.length > 3 && odd + (humps.length - small.length) > 2 * MOST_ODD_PAIRS;
}
