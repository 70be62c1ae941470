import { DECOMPOSABLE, NONSPACING_MARKS, PUNCTUATION, REMOVED } from "./unicodeTables.generated";

/** Code points in ascending, disjoint ranges: [first, last, first, last, ...]. */
type CodePointRanges = Int32Array;

const removed = parseRanges(REMOVED);
const punctuation = parseRanges(PUNCTUATION);
const nonspacingMarks = parseRanges(NONSPACING_MARKS);
const decomposable = parseRanges(DECOMPOSABLE);
/** The blocks that BERT sets apart as single characters; kana and hangul are not among them. */
const chinese = parseRanges(
  "3400-4dbf 4e00-9fff f900-faff 20000-2a6df 2a700-2b73f 2b740-2b81f 2b920-2ceaf 2f800-2fa1f",
);

function parseRanges(text: string): CodePointRanges {
  const bounds = text.split(" ").flatMap((range) => {
    const [first, last = first] = range.split("-");
    return [Number.parseInt(first!, 16), Number.parseInt(last!, 16)];
  });
  return Int32Array.from(bounds);
}

function contains(ranges: CodePointRanges, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < ranges[2 * middle]!) high = middle - 1;
    else if (codePoint > ranges[2 * middle + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}

/** What `clean_text` removes: controls, formats, private use, U+FFFD, and surrogates that stand alone. */
export function isRemoved(codePoint: number): boolean {
  return (codePoint >= 0xd800 && codePoint <= 0xdfff) || contains(removed, codePoint);
}

/** ASCII symbols and the Unicode punctuation that the reference library knows. */
export function isPunctuation(codePoint: number): boolean {
  return contains(punctuation, codePoint);
}

export function isChinese(codePoint: number): boolean {
  return contains(chinese, codePoint);
}

/** Unicode's White_Space; `\s` would add U+FEFF and leave out U+0085. */
export function isWhitespace(codePoint: number): boolean {
  return /\p{White_Space}/u.test(String.fromCodePoint(codePoint));
}

/** The canonical decomposition of one code point without its nonspacing marks. */
export function stripAccents(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  const parts = contains(decomposable, codePoint) ? text.normalize("NFD") : text;
  return Array.from(parts)
    .filter((part) => !contains(nonspacingMarks, part.codePointAt(0)!))
    .join("");
}
