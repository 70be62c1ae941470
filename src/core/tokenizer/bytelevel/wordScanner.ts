import { CharClass, createCharClasses } from "./charClass";

/** Calls back with where each word of text[from, to) begins and ends, in UTF-16 units. */
export type WordScanner = (
  text: string,
  from: number,
  to: number,
  onWord: (start: number, end: number) => void,
) => void;

/**
 * Cuts text as GPT-2 does, in time linear in it:
 * `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
 * (Radford et al. 2019, https://github.com/openai/gpt-2/blob/master/src/encoder.py).
 */
export function createWordScanner(): WordScanner {
  const classOf = createCharClasses();

  /** Where the run of characters of one class that begins at `from` ends. */
  function endOfRun(text: string, from: number, to: number, charClass: number): number {
    let at = from;
    while (at < to) {
      const codePoint = codePointAt(text, at, to);
      if (classOf(codePoint) !== charClass) break;
      at += codePoint > 0xffff ? 2 : 1;
    }
    return at;
  }

  /** Where the white space at `from` ends, its last space left out where that belongs to a word behind it. */
  function endOfSpace(text: string, from: number, to: number): number {
    let at = from;
    while (at < to && classOf(text.charCodeAt(at)) <= CharClass.White) at++;
    return at < to && at > from + 1 ? at - 1 : at;
  }

  return (text, from, to, onWord) => {
    for (let at = from; at < to; ) {
      const start = at;
      let charClass = classOf(codePointAt(text, at, to));
      const contraction = text.charCodeAt(at) === APOSTROPHE ? contractionLength(text, at, to) : 0;
      if (contraction > 0) at += contraction;
      else {
        if (charClass === CharClass.Space && at + 1 < to) {
          const next = classOf(codePointAt(text, at + 1, to));
          if (next > CharClass.White) {
            charClass = next;
            at++;
          }
        }
        at = charClass > CharClass.White ? endOfRun(text, at, to, charClass) : endOfSpace(text, at, to);
      }
      onWord(start, at);
    }
  };
}

const APOSTROPHE = 0x27;

/** The length of "'s" and its like at `at`; 0 where there is none. */
function contractionLength(text: string, at: number, to: number): number {
  const [first, second] = [text[at + 1], text[at + 2]];
  if (at + 1 < to && (first === "s" || first === "t" || first === "m" || first === "d")) return 2;
  const isLong = second === "e" ? first === "r" || first === "v" : second === "l" && first === "l";
  return isLong && at + 2 < to ? 3 : 0;
}

/** The code point at `at`, of which nothing lies beyond `to`. */
function codePointAt(text: string, at: number, to: number): number {
  const codePoint = text.codePointAt(at)!;
  return codePoint > 0xffff && at + 1 >= to ? text.charCodeAt(at) : codePoint;
}
