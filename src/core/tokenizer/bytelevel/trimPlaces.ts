import { BYTE_CHARACTERS } from "./byteAlphabet";

const SPACE = BYTE_CHARACTERS[0x20];
const WHITE_SPACE = /\p{White_Space}/u;

interface Places {
  readonly tokens: readonly string[];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Takes the space at the ends of tokens out of their places in `text`, as Hugging Face's library does, which counts characters;
 * with `addPrefixSpace` a single space at the beginning of the text is no part of it.
 */
export function trimPlaces(text: string, { tokens, starts, ends }: Places, addPrefixSpace: boolean): void {
  for (const [at, token] of tokens.entries()) {
    const [leading, trailing] = [leadingSpaces(token), leadingSpaces([...token].reverse().join(""))];
    const isPrefix = addPrefixSpace && leading === 1 && starts[at] === 0;
    if (!isPrefix) starts[at] = Math.min(forward(text, starts[at]!, leading), ends[at]!);
    ends[at] = Math.max(back(text, ends[at]!, trailing), starts[at]!);
  }
}

function leadingSpaces(token: string): number {
  let count = 0;
  while (count < token.length && (token[count] === SPACE || WHITE_SPACE.test(token[count]!))) count++;
  return count;
}

/** The place `count` characters behind `at`. */
function forward(text: string, at: number, count: number): number {
  let place = at;
  for (let left = count; left > 0; left--) place += (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1;
  return place;
}

/** The place `count` characters before `at`. */
function back(text: string, at: number, count: number): number {
  let place = at;
  for (let left = count; left > 0; left--)
    place -= place > 1 && (text.codePointAt(place - 2) ?? 0) > 0xffff ? 2 : 1;
  return place;
}
